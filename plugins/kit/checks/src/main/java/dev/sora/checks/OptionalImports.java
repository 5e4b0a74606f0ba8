// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Descriptors.PackageRef;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import aQute.bnd.service.AnalyzerPlugin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;

/**
 * Makes imports of a plugin optional if they are optional for its packed libraries: a package that
 * a library declares optional in its manifest, and that nothing else in the plugin uses, becomes an
 * optional import of the plugin. An {@code Import-Package} in bnd.bnd that does not end in {@code
 * *} stays unchanged.
 */
public final class OptionalImports implements AnalyzerPlugin {

    private static final String ALL = "*";

    /** Creates the plugin; called by bnd, which finds the class by name. */
    public OptionalImports() {}

    @Override
    public boolean analyzeJar(Analyzer bundle) throws Exception {
        String asked = bundle.getProperty(Constants.IMPORT_PACKAGE, ALL).strip();
        Set<String> optional = optional(bundle);
        if (!optional.isEmpty() && asked.endsWith(ALL)) {
            String own = asked.substring(0, asked.length() - ALL.length());
            Instructions first = new Instructions(own);
            StringBuilder imports = new StringBuilder(own);
            for (String name : optional) {
                // bnd would import a package that is named in full, even after an exclusion.
                if (first.matcher(name) == null) {
                    imports.append(name).append(";resolution:=optional,");
                }
            }
            bundle.setProperty(Constants.IMPORT_PACKAGE, imports + ALL);
        }
        return false;
    }

    /** Returns the packages that only libraries use, which declare them optional. */
    private static Set<String> optional(Analyzer bundle) throws Exception {
        List<Library> libraries = libraries(bundle.getJar());
        Set<String> optional = new TreeSet<>();
        Set<String> needed = new HashSet<>();
        for (Clazz type : bundle.getClassspace().values()) {
            List<Library> holders =
                    libraries.stream().filter(library -> library.holds(type)).toList();
            for (PackageRef used : type.getReferred()) {
                String name = used.getFQN();
                boolean without =
                        !holders.isEmpty()
                                && holders.stream().allMatch(library -> library.doesWithout(name));
                (without ? optional : needed).add(name);
            }
        }
        optional.removeAll(needed);
        bundle.getContained().keySet().forEach(held -> optional.remove(held.getFQN()));
        return optional;
    }

    private static List<Library> libraries(Jar bundle) throws Exception {
        List<Library> libraries = new ArrayList<>();
        for (Map.Entry<String, Resource> entry : bundle.getResources().entrySet()) {
            if (entry.getKey().startsWith("lib/") && entry.getKey().endsWith(".jar")) {
                try (Jar jar = Jar.fromResource(entry.getKey(), entry.getValue())) {
                    libraries.add(Library.of(jar));
                }
            }
        }
        return libraries;
    }

    /** A jar within the plugin: its files, and the packages that it declares optional. */
    private record Library(Set<String> files, Set<String> optional) {

        static Library of(Jar jar) throws Exception {
            Set<String> optional = new HashSet<>();
            Manifest manifest = jar.getManifest();
            String imports =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
            for (Map.Entry<String, Attrs> used : new Parameters(imports).entrySet()) {
                if ("optional".equals(used.getValue().get("resolution:"))) {
                    optional.add(used.getKey());
                }
            }
            return new Library(Set.copyOf(jar.getResources().keySet()), optional);
        }

        boolean holds(Clazz type) {
            return files.contains(type.getClassName().getPath());
        }

        boolean doesWithout(String used) {
            return optional.contains(used);
        }
    }
}
