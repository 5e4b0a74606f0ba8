// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds the jars of plugins. */
final class PluginFiles {

    private PluginFiles() {}

    /**
     * Returns the jars at some places, those of a folder by name.
     *
     * @throws SoraException if no place is given, or a folder cannot be read or has no jars; a jar
     *     that is missing is reported when it is installed
     */
    static List<Path> of(List<Path> places) {
        if (places.isEmpty()) {
            throw refused("no jars of plugins are named", "plugins()", "an empty list");
        }
        List<Path> jars = new ArrayList<>();
        for (Path place : places) {
            Path path = place.toAbsolutePath().normalize();
            if (Files.isDirectory(path)) {
                jars.addAll(inFolder(path));
            } else {
                jars.add(path);
            }
        }
        return jars.stream().distinct().toList();
    }

    private static TreeSet<Path> inFolder(Path folder) {
        TreeSet<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw refused("the folder of plugins cannot be read", folder.toString(), e.toString());
        }
        if (jars.isEmpty()) {
            throw refused("the folder of plugins has no jars", folder.toString(), "no file *.jar");
        }
        return jars;
    }

    private static SoraException refused(String message, String where, String have) {
        return new SoraException(
                Problem.of("SORA-3141", message)
                        .where(where)
                        .needs("jars of plugins")
                        .have(have)
                        .fix("name them, or the folder that holds them"));
    }
}
