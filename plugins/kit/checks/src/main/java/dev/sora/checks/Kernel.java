// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;

/** The packages that Sora exports to plugins at run time, read from the jars that export them. */
final class Kernel {

    /** A class of each jar whose exports plugins may import; the launcher uses the same list. */
    private static final List<String> MARKERS =
            List.of(
                    "dev/sora/plugin/SoraPlugin.class",
                    "ai/djl/ndarray/NDArray.class",
                    "org/slf4j/Logger.class",
                    "com/sun/jna/Native.class",
                    "com/google/gson/Gson.class");

    private final Map<String, Version> exported = new HashMap<>();

    private Kernel() {}

    /** Reads the exports of the jars on a class path. */
    static Kernel on(List<Jar> classpath) throws Exception {
        Kernel kernel = new Kernel();
        for (Jar jar : classpath) {
            Manifest manifest = jar.getManifest();
            if (manifest != null && MARKERS.stream().anyMatch(jar::exists)) {
                kernel.add(manifest.getMainAttributes().getValue("Export-Package"));
            }
        }
        return kernel;
    }

    private void add(String header) {
        if (header == null) {
            return;
        }
        for (Map.Entry<String, Attrs> clause : new Parameters(header).entrySet()) {
            Version version = Version.parseVersion(clause.getValue().getVersion());
            exported.put(clause.getKey(), version);
        }
    }

    /** Returns the version in which a package is exported; empty if it is not. */
    Optional<Version> version(String name) {
        return Optional.ofNullable(exported.get(name));
    }
}
