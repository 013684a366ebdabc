# Rashomon with what `--build-arg EXTRAS=…` names of its extras. After the image is built nothing is fetched:
#
#   docker build --tag rashomon .
#   docker run --rm --network none --user "$(id -u)" --volume "$PWD:/data" rashomon rashomon build articles --output output
FROM python:3.13-slim AS made
ARG EXTRAS=serve,verify,web
COPY pyproject.toml README.md LICENSE /source/
COPY graph /source/graph
COPY rashomon /source/rashomon
COPY ontology /source/ontology
COPY docs/story /source/docs/story
# The pip of the image installs, so that the environment has none. What debuggers read in the libraries of spaCy and others
# is a fourth of all, and is taken out.
RUN apt-get update && apt-get install --yes --no-install-recommends binutils \
  && python -m venv --without-pip /opt/rashomon \
  && pip --python /opt/rashomon/bin/python install --no-cache-dir "/source[$EXTRAS]" \
  && find /opt/rashomon -name '*.so*' -type f -exec strip --strip-unneeded {} +

FROM python:3.13-slim
COPY --from=made /opt/rashomon /opt/rashomon
ENV PATH=/opt/rashomon/bin:$PATH
RUN useradd --create-home --uid 1000 rashomon && install --directory --owner=rashomon /data
USER 1000
WORKDIR /data
CMD ["rashomon", "--help"]
