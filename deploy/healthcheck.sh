#!/usr/bin/env bash
# Green when /health/ready says 200. The image has no curl, and starting .NET every few seconds would cost more than the program.
exec 3<>/dev/tcp/127.0.0.1/"${1:-8080}" || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 3 status <&3 && [[ $status == *' 200 '* ]]
