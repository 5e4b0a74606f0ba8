// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static dev.sora.container.felix.BrokenBundles.bundle;
import static dev.sora.container.felix.BrokenBundles.one;

import dev.sora.container.felix.BrokenBundles.Maker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bundles with broken headers or requirements. */
final class BrokenHeaders {

    private static final String IMPORT = "Import-Package";
    private static final String API = "dev.sora.plugin";

    private BrokenHeaders() {}

    private static Maker header(String header, String value) {
        return one(dir -> bundle("bad").header(header, value).writeTo(dir));
    }

    private static TestBundle link(String name, String other, String more) {
        return bundle(name)
                .header("Export-Package", "test." + name)
                .header(IMPORT, API + ",test." + other + more);
    }

    static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put("no-bundle", one(dir -> bundle("bad").without("Bundle-SymbolicName").writeTo(dir)));
        all.put(
                "version-of-letters",
                one(
                        dir -> {
                            Path jar = bundle("bad").header("Bundle-Version", "one").writeTo(dir);
                            return Files.move(jar, dir.resolve("bad.jar"));
                        }));
        all.put("import-twice", header(IMPORT, API + "," + API));
        all.put("import-of-nonsense", header(IMPORT, API + ";version=\"[2,1)\""));
        all.put("fragment", header("Fragment-Host", "test.good"));
        all.put(
                "fragment-of-the-framework",
                header("Fragment-Host", "system.bundle; extension:=framework"));
        all.put("class-path-climbs", header("Bundle-ClassPath", ".,../../other.jar"));
        all.put("class-path-absolute", header("Bundle-ClassPath", "/tmp/other.jar;x=\"a,b\""));
        all.put("exports-the-api", header("Export-Package", "test.bad," + API + ";version=9"));
        all.put("api-of-another-sora", header(IMPORT, API + ";version=\"[0.3,1)\""));
        all.put("package-missing", header(IMPORT, API + ",com.acme.maths;version=\"3.1\""));
        all.put("bundle-missing", header("Require-Bundle", "com.acme.base"));
        all.put("capability-missing", header("Require-Capability", "com.acme.moon"));
        all.put(
                "java-too-old",
                header(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        all.put(
                "cycle-with-a-hole",
                dir ->
                        List.of(
                                link("ring", "circle", ",com.acme.maths").writeTo(dir),
                                link("circle", "ring", "").writeTo(dir)));
        all.put(
                "name-taken",
                dir -> List.of(same("bad", dir).writeTo(dir), same("worse", dir).writeTo(dir)));
        all.put(
                "copy",
                dir -> {
                    Path jar = bundle("bad").writeTo(dir);
                    Path copy = Files.copy(jar, dir.resolve("copied.jar"));
                    return List.of(jar, Damage.add(copy, "more.txt", new byte[1]));
                });
        all.put("no-plugin", one(dir -> bundle("bad").withoutService().writeTo(dir)));
        all.put("service-empty", one(dir -> bundle("bad").service("# none").writeTo(dir)));
        all.put("service-of-two", one(dir -> bundle("bad").service("a.B\na.C").writeTo(dir)));
        all.put("service-huge", one(dir -> bundle("bad").service("x".repeat(20_000)).writeTo(dir)));
        all.put("service-of-nothing", one(dir -> bundle("bad").service("a.Gone").writeTo(dir)));
        return all;
    }

    private static TestBundle same(String bundle, Path dir) {
        return TestBundle.named("test." + bundle, "1.0.0").body("same", "java.util.List.of()");
    }
}
