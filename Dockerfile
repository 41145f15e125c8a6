# k8slint in a container: not root, writes nothing, needs no network and no shell. docs/container.md says how to run it.
# slim, not distroless: the documentation of distroless' Python images advises that for packages with native code (z3).
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY linter linter
COPY rules rules
COPY schemas schemas
COPY fixtures/rules fixtures/rules
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .
RUN python -m venv /opt/k8slint
RUN /opt/k8slint/bin/pip install --no-cache-dir /wheels/k8slint-*.whl

# --target full: what other programs are needed for, overlays (kubectl) and changes since a revision (git).
FROM build AS build-full
RUN /opt/k8slint/bin/pip install --no-cache-dir "$(ls /wheels/k8slint-*.whl)[kustomize]"

FROM python:3.13-slim-bookworm AS full
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build-full /opt/k8slint /opt/k8slint
ENV PATH=/opt/k8slint/bin:$PATH
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["k8slint"]

FROM python:3.13-slim-bookworm
COPY --from=build /opt/k8slint /opt/k8slint
ENV PATH=/opt/k8slint/bin:$PATH
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["k8slint"]
