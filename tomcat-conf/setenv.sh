#!/bin/sh
# Options of the Java virtual machine for Tomcat with Ringcast. It belongs into CATALINA_BASE/bin; catalina.sh reads it.

# Heap: a channel keeps a minute of video twice, in two packagings, about 85 MB at 2.5 Mbit/s; a thousand connections that
# wait take 50 MB. It grows as needed. If it is full, the virtual machine stops everything for a tenth of a second, again and
# again. Encoders' memory comes on top, outside the heap, about 80 MB for each 720p channel.
CATALINA_OPTS="$CATALINA_OPTS -Xms128m -Xmx1g"
# Write buffers of connections, outside the heap; see maxConnections in server.xml.
CATALINA_OPTS="$CATALINA_OPTS -XX:MaxDirectMemorySize=1g"
# The C library's allocator has an arena for each of many threads, and freed memory stays in it: two are enough.
export MALLOC_ARENA_MAX=2
# And once a minute what is free in them goes back to the system: compiling a large method takes up to 400 MB for a moment,
# which would stay. Virtual machines that do not know the option start all the same.
CATALINA_OPTS="$CATALINA_OPTS -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=60000"
# The young garbage of live video is collected in a few milliseconds by it, with the least work on few cores.
CATALINA_OPTS="$CATALINA_OPTS -XX:+UseParallelGC"
# Out of memory: end at once and be started again by the service manager, rather than go on half alive.
CATALINA_OPTS="$CATALINA_OPTS -XX:+ExitOnOutOfMemoryError"
# Counters for jstat are sampled every second instead of twenty times, which wakes the processor for nothing.
CATALINA_OPTS="$CATALINA_OPTS -XX:PerfDataSamplingInterval=1000"
CATALINA_OPTS="$CATALINA_OPTS -Djava.awt.headless=true"
# Virtual threads serve with fewer changes of threads; see server.xml. Before Java 24 one that waits in a monitor holds a
# thread of the system.
java_home=${JRE_HOME:-$JAVA_HOME}
java_version=$("${java_home:+$java_home/bin/}java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p')
if [ "${java_version:-0}" -ge 24 ]; then
  CATALINA_OPTS="$CATALINA_OPTS -Dhttp.virtualThreads=true"
fi

# Where to listen; see server.xml.
#CATALINA_OPTS="$CATALINA_OPTS -Dhttp.port=8080 -Dhttp.address=127.0.0.1"
