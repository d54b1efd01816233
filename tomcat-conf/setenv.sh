#!/bin/sh
# Options of the Java virtual machine for Tomcat with Ringcast. It belongs into CATALINA_BASE/bin; catalina.sh reads it.

# Heap: a channel keeps a minute of video twice, in two packagings, about 85 MB at 2.5 Mbit/s. Encoders' memory comes on
# top, outside the heap, about 80 MB for each 720p channel.
CATALINA_OPTS="$CATALINA_OPTS -Xms128m -Xmx512m"
# Write buffers of connections, outside the heap; see maxConnections in server.xml.
CATALINA_OPTS="$CATALINA_OPTS -XX:MaxDirectMemorySize=1g"
# The C library's allocator has an arena for each of many threads, and freed memory stays in it: two are enough.
export MALLOC_ARENA_MAX=2
# The young garbage of live video is collected in a few milliseconds by it, with the least work on few cores.
CATALINA_OPTS="$CATALINA_OPTS -XX:+UseParallelGC"
# Out of memory: end at once and be started again by the service manager, rather than go on half alive.
CATALINA_OPTS="$CATALINA_OPTS -XX:+ExitOnOutOfMemoryError"
CATALINA_OPTS="$CATALINA_OPTS -Djava.awt.headless=true"

# Where to listen; see server.xml.
#CATALINA_OPTS="$CATALINA_OPTS -Dhttp.port=8080 -Dhttp.address=127.0.0.1"
