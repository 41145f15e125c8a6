"""Is an object what the API accepts? JSON Schemas say most of it, `relations/` what lies between two fields."""
