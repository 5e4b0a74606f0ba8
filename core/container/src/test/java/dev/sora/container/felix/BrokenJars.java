// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static dev.sora.container.felix.BrokenBundles.bundle;
import static dev.sora.container.felix.BrokenBundles.one;

import dev.sora.container.felix.BrokenBundles.Maker;
import dev.sora.container.trust.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are not valid jars. */
final class BrokenJars {

    private static final String FILE = "test/file.txt";
    private static final int TWO_GIGABYTES = 1 << 31;
    private static final int MANY = 60_001;

    private BrokenJars() {}

    private static Path jar(Path dir) throws IOException {
        return bundle("bad").file(FILE, "x").writeTo(dir);
    }

    private static Path with(Path dir, String name) throws IOException {
        return Damage.add(jar(dir), name, new byte[] {'x'});
    }

    static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put("jar-empty", one(dir -> Files.createFile(dir.resolve("bad.jar"))));
        all.put("jar-of-text", one(dir -> Files.writeString(dir.resolve("bad.jar"), "<html>")));
        all.put("jar-cut", one(dir -> Damage.cut(jar(dir))));
        all.put("jar-with-tail", one(dir -> Damage.append(jar(dir), "and more")));
        all.put("jar-directory-spoilt", one(dir -> Damage.spoilDirectory(jar(dir), FILE)));
        all.put("class-spoilt", one(dir -> Damage.spoil(jar(dir), "test/bad/ThePlugin.class")));
        all.put("class-too-new", one(dir -> Damage.age(jar(dir), "test/bad/ThePlugin.class", 99)));
        all.put(
                "class-too-new-elsewhere",
                one(dir -> Damage.age(jar(dir), "test/bad/ThePlugin$1.class", 99)));
        all.put("entry-climbs", one(dir -> with(dir, "../../evil.txt")));
        all.put("entry-climbs-inside", one(dir -> with(dir, "test/../../evil.txt")));
        all.put("entry-absolute", one(dir -> with(dir, "/etc/evil.txt")));
        all.put("entry-of-windows", one(dir -> with(dir, "..\\evil.txt")));
        all.put("entry-on-a-drive", one(dir -> with(dir, "C:/evil.txt")));
        all.put("entry-with-nul", one(dir -> with(dir, "evil\0.txt")));
        all.put("entry-colours", one(dir -> with(dir, "\u001b[2Jevil.txt")));
        all.put(
                "entry-twice",
                one(dir -> Damage.rename(with(dir, "test/fill.txt"), "test/fill.txt", FILE)));
        all.put("manifest-twice", one(dir -> with(dir, "META-INF/Manifest.mf")));
        all.put("entries-too-many", one(dir -> Damage.fill(dir.resolve("bad.jar"), MANY)));
        all.put("entry-of-2-gigabytes", one(dir -> Damage.claim(jar(dir), FILE, TWO_GIGABYTES)));
        all.put("bomb", one(dir -> Damage.add(jar(dir), "zeros.bin", new byte[80 << 20])));
        all.put(
                "bomb-that-lies",
                one(
                        dir ->
                                Damage.claim(
                                        Damage.add(jar(dir), "zeros.bin", new byte[80 << 20]),
                                        "zeros.bin",
                                        80)));
        all.put("no-manifest", one(dir -> Jars.write(dir.resolve("bad.jar"), FILE, "x")));
        all.put(
                "manifest-of-nonsense",
                one(dir -> Jars.write(dir.resolve("bad.jar"), "META-INF/MANIFEST.MF", "a b c\n")));
        return all;
    }
}
