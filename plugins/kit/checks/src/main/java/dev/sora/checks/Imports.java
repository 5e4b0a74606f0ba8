// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks the imports of a plugin: the JDK or the kernel of Sora must provide each package in the
 * required version. Packages of other plugins do not count, because plugins do not import from
 * plugins.
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
        Map<String, List<PackageRef>> missing = new TreeMap<>();
        for (Map.Entry<PackageRef, Attrs> imported : bundle.getImports().entrySet()) {
            String name = imported.getKey().getFQN();
            Attrs attributes = imported.getValue();
            if ("optional".equals(attributes.get("resolution:")) || Jdk.exports(name)) {
                continue;
            }
            Optional<Version> lent = kernel.version(name);
            if (lent.isEmpty()) {
                // All packages of one library are one finding.
                String owner = library(imported.getKey()).orElse(name);
                missing.computeIfAbsent(owner, key -> new ArrayList<>()).add(imported.getKey());
            } else if (!accepts(attributes.getVersion(), lent.get())) {
                findings.add(
                        "The plugin asks for %s in version %s, and this Sora has %s. Fix: take the"
                                        .formatted(name, attributes.getVersion(), lent.get())
                                + " version out of Import-Package in bnd.bnd (bnd finds the right"
                                + " one), or name the sora-plugin-parent of a Sora that has it.");
            }
        }
        missing.values().forEach(packages -> findings.add(noProviderOf(packages)));
        return findings;
    }

    private static boolean accepts(String range, Version version) {
        return range == null || new VersionRange(range).includes(version);
    }

    private String noProviderOf(List<PackageRef> packages) {
        String names = few(packages.stream().map(PackageRef::getFQN).sorted().toList());
        String start =
                "%s needs %s, which neither the JDK nor Sora nor the plugin provides"
                        .formatted(users(packages), names);
        if (names.startsWith("dev.sora.")) {
            return start + " to lend. Fix: use what the packages of sora-api offer.";
        }
        String library = library(packages.get(0)).orElse("the library that has it");
        String unwanted =
                packages.stream()
                        .map(wanted -> "!" + wanted.getFQN())
                        .sorted()
                        .collect(Collectors.joining(", "));
        return ("%s. Fix: name %s in pom.xml without a scope, and it is packed into the plugin;"
                        + " if the plugin never uses it, write 'Import-Package: %s, *' into bnd.bnd.")
                .formatted(start, library, unwanted);
    }

    private String users(List<PackageRef> wanted) {
        List<String> users =
                bundle.getClassspace().values().stream()
                        .filter(type -> wanted.stream().anyMatch(type.getReferred()::contains))
                        .map(Clazz::getFQN)
                        .sorted()
                        .toList();
        return users.isEmpty() ? "Import-Package in bnd.bnd" : few(users);
    }

    private static String few(List<String> names) {
        String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? named + " and others" : named;
    }

    /** Returns the library on the class path that has the package but is not packed. */
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
