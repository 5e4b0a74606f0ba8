// SPDX-License-Identifier: Apache-2.0
package dev.sora.build;

import aQute.bnd.header.Attrs;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors.PackageRef;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The packages that a plugin asks others for: whether the JDK or Sora's kernel will give them, in
 * that version. Other plugins do not count: nobody imports from a plugin.
 */
final class Imports {

    private static final int NAMED = 3;

    private final Analyzer bundle;
    private final Kernel kernel;

    Imports(Analyzer bundle) throws Exception {
        this.bundle = bundle;
        this.kernel = Kernel.on(bundle.getClasspath());
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (Map.Entry<PackageRef, Attrs> imported : bundle.getImports().entrySet()) {
            String name = imported.getKey().getFQN();
            Attrs attributes = imported.getValue();
            if ("optional".equals(attributes.get("resolution:")) || Jdk.exports(name)) {
                continue;
            }
            Optional<Version> lent = kernel.version(name);
            if (lent.isEmpty()) {
                findings.add(nobodyHas(imported.getKey()));
            } else if (!accepts(attributes.getVersion(), lent.get())) {
                findings.add(
                        "The plugin asks for %s in version %s, and this Sora has %s. Fix: take the"
                                        .formatted(name, attributes.getVersion(), lent.get())
                                + " version out of Import-Package in bnd.bnd (bnd finds the right"
                                + " one), or name the sora-plugin-parent of a Sora that has it.");
            }
        }
        return findings;
    }

    private static boolean accepts(String range, Version version) {
        return range == null || new VersionRange(range).includes(version);
    }

    private String nobodyHas(PackageRef wanted) {
        String name = wanted.getFQN();
        String start =
                "%s uses the package %s, which neither the JDK nor Sora nor the plugin itself has"
                        .formatted(users(wanted), name);
        if (name.startsWith("dev.sora.")) {
            return start
                    + ": it is not part of Sora's api. Fix: use what the packages of sora-api"
                    + " offer.";
        }
        Optional<String> library = library(wanted);
        String fix =
                library.map(
                                found ->
                                        "name %s in pom.xml without a scope, and it is packed into"
                                                        .formatted(found)
                                                + " the plugin")
                        .orElse(
                                "name the library that has it in pom.xml without a scope, and it is"
                                        + " packed into the plugin");
        return "%s. Fix: %s; if the plugin never gets there, write 'Import-Package: !%s.*, *' into bnd.bnd."
                .formatted(start, fix, name);
    }

    private String users(PackageRef wanted) {
        List<String> users =
                bundle.getClassspace().values().stream()
                        .filter(type -> type.getReferred().contains(wanted))
                        .map(Clazz::getFQN)
                        .sorted()
                        .toList();
        String named = users.stream().limit(NAMED).collect(Collectors.joining(", "));
        if (users.isEmpty()) {
            return "bnd.bnd says that the plugin";
        }
        return users.size() > NAMED ? named + " and others" : named;
    }

    /** Returns the library on the class path that has the package: there, but not packed. */
    private Optional<String> library(PackageRef wanted) {
        for (Jar jar : bundle.getClasspath()) {
            if (jar.getDirectories().containsKey(wanted.getPath())) {
                Optional<String> coordinates = coordinates(jar);
                return coordinates.isPresent() ? coordinates : Optional.ofNullable(jar.getName());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> coordinates(Jar jar) {
        return jar.getResources().keySet().stream()
                .filter(path -> path.startsWith("META-INF/maven/"))
                .filter(path -> path.endsWith("/pom.properties"))
                .map(path -> path.split("/"))
                .filter(parts -> parts.length == 5)
                .map(parts -> parts[2] + ":" + parts[3])
                .findFirst();
    }
}
