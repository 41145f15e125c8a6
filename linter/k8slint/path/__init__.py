"""A connection followed hop by hop, to the first one that breaks."""
