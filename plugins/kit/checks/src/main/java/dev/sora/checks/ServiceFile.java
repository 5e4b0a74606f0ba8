// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors.TypeRef;
import aQute.bnd.osgi.Resource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks the service file: it exists, and names a valid plugin class. */
final class ServiceFile {

    private static final String SERVICE = "dev.sora.plugin.SoraPlugin";
    private static final String FILE = "META-INF/services/" + SERVICE;
    private static final String SOURCE = "src/main/resources/" + FILE;

    private final Analyzer bundle;

    ServiceFile(Analyzer bundle) {
        this.bundle = bundle;
    }

    List<String> findings() throws Exception {
        Resource file = bundle.getJar().getResource(FILE);
        if (file == null) {
            return List.of(
                    "The plugin has no service file, so Sora would not find its class. Fix: write"
                            + " the line '%s' into %s.".formatted(suggestion(), SOURCE));
        }
        List<String> names = read(file);
        if (names.size() != 1) {
            return List.of(
                    "%s names %s, and a plugin has one class. Fix: leave one line in it, '%s'; let"
                                    .formatted(
                                            SOURCE,
                                            names.isEmpty()
                                                    ? "no class"
                                                    : String.join(" and ", names),
                                            suggestion())
                            + " that class offer all types.");
        }
        return check(names.get(0)).map(List::of).orElse(List.of());
    }

    private Optional<String> check(String name) throws Exception {
        Clazz type = bundle.getClassspace().get(bundle.getTypeRefFromFQN(name));
        if (type == null) {
            return Optional.of(
                    ("%s names the class %s, which the plugin does not contain. Fix: write '%s'"
                                    + " into it.")
                            .formatted(SOURCE, name, suggestion()));
        }
        if (!type.isPublic() || type.isAbstract() || !type.hasPublicNoArgsConstructor()) {
            return Optional.of(
                    "Sora cannot create %s, which %s names. Fix: make it a public class, not an"
                                    .formatted(name, SOURCE)
                            + " abstract one, with a public constructor without parameters.");
        }
        if (isPlainClass(type) && !isPlugin(type)) {
            return Optional.of(
                    "The class %s, which %s names, is not a plugin. Fix: let it implement %s%s."
                            .formatted(
                                    name,
                                    SOURCE,
                                    SERVICE,
                                    found().map(other -> ", or name " + other).orElse("")));
        }
        return Optional.empty();
    }

    /** Returns whether the class itself declares all interfaces that it implements. */
    private static boolean isPlainClass(Clazz type) {
        return type.getSuper() == null || "java.lang.Object".equals(type.getSuper().getFQN());
    }

    private static boolean isPlugin(Clazz type) {
        return type.interfaces().stream().map(TypeRef::getFQN).anyMatch(SERVICE::equals);
    }

    private Optional<String> found() {
        return bundle.getClassspace().values().stream()
                .filter(type -> !type.isInterface() && !type.isAbstract() && isPlugin(type))
                .map(Clazz::getFQN)
                .sorted()
                .findFirst();
    }

    private String suggestion() {
        return found().orElse("the name of your class that implements " + SERVICE);
    }

    private static List<String> read(Resource file) throws Exception {
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("#", 2)[0].strip())
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
        }
    }
}
