@echo off
rem Options of the Java virtual machine for Tomcat with Ringcast. It belongs into CATALINA_BASE\bin; catalina.bat reads it.
rem The reasons are in setenv.sh.
set "CATALINA_OPTS=%CATALINA_OPTS% -Xms128m -Xmx1g"
set "CATALINA_OPTS=%CATALINA_OPTS% -XX:MaxDirectMemorySize=1g"
set "CATALINA_OPTS=%CATALINA_OPTS% -XX:+UseParallelGC"
set "CATALINA_OPTS=%CATALINA_OPTS% -XX:+ExitOnOutOfMemoryError"
set "CATALINA_OPTS=%CATALINA_OPTS% -XX:PerfDataSamplingInterval=1000"
set "CATALINA_OPTS=%CATALINA_OPTS% -Djava.awt.headless=true"
rem With Java 24 and later:
rem set "CATALINA_OPTS=%CATALINA_OPTS% -Dhttp.virtualThreads=true"
rem set "CATALINA_OPTS=%CATALINA_OPTS% -Dhttp.port=8080 -Dhttp.address=127.0.0.1"
