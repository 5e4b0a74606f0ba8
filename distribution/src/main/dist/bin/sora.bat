@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts Sora on Windows, as bin/sora does elsewhere: with the same options for the JVM, but
rem without a class-data archive, whose writing in the background a batch file cannot do. Reads
rem SORA_HOME (caches and installed plugins, default .sora in the folder of the user), JAVA_HOME,
rem and options for the JVM from JAVA_OPTS and SORA_JAVA_OPTS.

setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "install=%%~fI"
set "caches=%SORA_HOME%"
if not defined caches set "caches=%USERPROFILE%\.sora"

if defined JAVA_HOME goto :named
set "java="
for %%I in (java.exe) do set "java=%%~$PATH:I"
if not defined java (
    set "have=no JAVA_HOME, no 'java' on the PATH"
    goto :no_java
)
goto :found

:named
set "java=%JAVA_HOME%\bin\java.exe"
if not exist "%java%" (
    set "have=JAVA_HOME is '%JAVA_HOME%', which has no bin\java.exe"
    goto :no_java
)

:found
rem Read the version from a file of the JVM: to ask the JVM itself takes as long as a start.
for %%I in ("%java%\..\..") do set "java_folder=%%~fI"
set "version="
if exist "%java_folder%\release" (
    for /f "usebackq tokens=1,* delims==" %%A in ("%java_folder%\release") do (
        if "%%A"=="JAVA_VERSION" set "version=%%~B"
    )
)
set "major="
for /f "tokens=1 delims=.-+_" %%A in ("%version%") do set /a "major=%%A" 2>nul
rem Without that file, the JVM itself reports that it is too old.
if not defined major set "major=17"
if %major% LSS 17 (
    set "have=Java %version% at %java%"
    goto :no_java
)

rem The JVM must not print messages of its own, for example between lines of JSON.
set "jvm=-Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto"
set "jvm=%jvm% -Djava.awt.headless=true -Dai.djl.offline=true"
if %major% GEQ 24 set "jvm=%jvm% --sun-misc-unsafe-memory-access=allow"

for %%I in ("%install%\lib\sora-distribution-*.jar") do set "main=%%~fI"

rem A call that ends within a second gains nothing from the optimising compiler but pays for it.
set "compiler=-XX:TieredStopAtLevel=1"
for %%V in (train evaluate predict explain search serve export bench) do (
    if "%~1"=="%%V" set "compiler="
)

rem PyTorch's threads wait for each other by spinning, which is fastest on an idle machine. While
rem other programs need the cores, the engine makes the threads sleep (engine.wait in the manifest);
rem with this policy they sleep at once.
if not defined OMP_WAIT_POLICY if not defined GOMP_SPINCOUNT (
    set "OMP_WAIT_POLICY=PASSIVE"
    set "GOMP_SPINCOUNT=100000"
)

"%java%" %jvm% %compiler% "-DDJL_CACHE_DIR=%caches%\cache\natives" "-Dsora.install=%install%" %JAVA_OPTS% %SORA_JAVA_OPTS% -jar "%main%" %*
exit /b %ERRORLEVEL%

:no_java
>&2 echo SORA-1901  Sora runs on Java 17 or newer, and none was found
>&2 echo   needs  Java 17 or newer
>&2 echo   have   "%have%"
>&2 echo   fix    install a JDK, from https://adoptium.net for instance, and set JAVA_HOME to its folder
exit /b 2
