#!/bin/bash
# Asks the management port whether this process is alive: exit code 0 if so. Bash opens the connection by itself, so that the
# image needs no curl.
exec 3<>"/dev/tcp/127.0.0.1/${PLAYHEAD__MANAGEMENT__PORT:-8081}" || exit 1
printf 'GET /health/live HTTP/1.0\r\n\r\n' >&3
read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]
