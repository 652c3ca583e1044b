# syntax=docker/dockerfile:1
# The image of every role: docker build -t playhead . ; what was tried of it and what not is in docs/operations.md.

# Builds what `mvn package` builds: the jar, its libraries, the bill of materials.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY config config
COPY schemas schemas
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q -B package -Dmaven.test.skip

# The libraries change seldom and are most of the image: a layer of their own, below the one with our classes.
FROM eclipse-temurin:25-jre-noble AS runtime
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/playhead.jar /build/config/jvm.options ./

# Trains in the very files of the image, because the JVM takes its cache only with the jars and the JVM it was made with.
FROM runtime AS training
COPY --from=build /build/config/train-aot.sh ./
RUN JAR=/app/playhead.jar CACHE=/app/playhead.aot ./train-aot.sh

FROM runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Playhead" \
      org.opencontainers.image.description="A self-hosted back end for the Media Collection API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre-noble"
COPY --from=build /build/LICENSE /build/target/playhead.cdx.json /build/config/health.sh ./
COPY --from=training /app/playhead.aot ./

# Nothing but /data (spool, state) and /tmp (native libraries) is written: run it with --read-only --tmpfs /tmp:exec.
RUN install -d -o 10001 -g 10001 /data
USER 10001:10001
VOLUME /data
ENV PLAYHEAD__DATA__DIR=/data
EXPOSE 8080 8081 8082
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/app/health.sh"]
ENTRYPOINT ["java", "-XX:AOTCache=/app/playhead.aot", "@/app/jvm.options", "-jar", "/app/playhead.jar"]
CMD ["--help"]
