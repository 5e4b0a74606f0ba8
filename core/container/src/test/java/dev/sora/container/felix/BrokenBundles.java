// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates bundles that are broken or malicious, each in one way.
 *
 * <p>Each is created in a folder that has a valid plugin in {@code install/plugins}, and may have a
 * configuration in {@code home}.
 */
public final class BrokenBundles {

    /** Only a complete check finds these; a start does not read the broken part. */
    public static final Set<String> DEEP = Set.of("bomb-that-lies", "class-too-new-elsewhere");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(,\\d{3})+");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern HERE = Pattern.compile("Java " + Runtime.version().feature());
    private static final Map<String, Maker> ALL = new LinkedHashMap<>();

    static {
        ALL.putAll(BrokenJars.all());
        ALL.putAll(BrokenHeaders.all());
        ALL.putAll(BrokenCode.all());
        ALL.putAll(UntrustedJars.all());
    }

    private BrokenBundles() {}

    /** Creates a broken bundle, and others that take part in the conflict. */
    @FunctionalInterface
    interface Maker {
        List<Path> make(Path folder) throws Exception;
    }

    /** Creates one jar. */
    @FunctionalInterface
    interface JarMaker {
        Path make(Path folder) throws Exception;
    }

    static Maker one(JarMaker maker) {
        return folder -> List.of(maker.make(folder));
    }

    static TestBundle bundle(String name) {
        return TestBundle.plugin(name, "1.0.0");
    }

    /** Returns the names of all broken bundles. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Creates a broken bundle. */
    public static List<Path> make(String name, Path folder) throws Exception {
        Path shipped = Files.createDirectories(folder.resolve("install/plugins"));
        Files.createDirectories(folder.resolve("home"));
        TestBundle.plugin("good", "1.0.0").writeTo(shipped);
        return ALL.get(name).make(folder);
    }

    static void configure(Path folder, String yaml) throws IOException {
        Files.writeString(folder.resolve("home/sora.yaml"), yaml);
    }

    /** Returns a message without the parts that differ between machines, days and Java versions. */
    public static String plain(String message, Path folder) {
        String text = message.replace(folder.toUri().toString(), "FOLDER/");
        text = text.replace(folder.toString(), "FOLDER");
        text = DIGEST.matcher(text).replaceAll("SHA256");
        text = NUMBER.matcher(text).replaceAll("NUMBER");
        text = DAY.matcher(text).replaceAll("DAY");
        return HERE.matcher(text).replaceAll("JAVA");
    }
}
