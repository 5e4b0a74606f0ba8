// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static dev.sora.container.felix.BrokenBundles.one;

import dev.sora.container.felix.BrokenBundles.Maker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plugins with broken code. */
final class BrokenCode {

    private static final String CLASS = "test.bad.ThePlugin";
    private static final String API = "dev.sora.plugin.SoraPlugin";
    private static final String NO_TYPES = "java.util.List.of()";

    private static final String HANGS =
            """
            public ThePlugin() {
                while (true) {
                    try {
                        Thread.sleep(1000);
                    } catch (InterruptedException e) {
                        // goes on
                    }
                }
            }
            """;

    private BrokenCode() {}

    private static TestBundle bad(String text) {
        return TestBundle.named("test.bad", "1.0.0")
                .service(CLASS)
                .source(CLASS, "package test.bad; " + text);
    }

    /** A plugin with additional members. */
    private static Maker members(String members) {
        return one(
                dir ->
                        bad("""
                            public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                                %s
                                public String name() { return "bad"; }
                                public java.util.List<dev.sora.plugin.SoraType> types() {
                                    return java.util.List.of();
                                }
                            }
                            """
                                        .formatted(members))
                                .writeTo(dir));
    }

    private static Maker types(String types) {
        return one(dir -> TestBundle.named("test.bad", "1.0.0").body("bad", types).writeTo(dir));
    }

    private static Maker named(String name) {
        return one(
                dir ->
                        bad("""
                            public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                                public String name() { return %s; }
                                public java.util.List<dev.sora.plugin.SoraType> types() {
                                    return java.util.List.of();
                                }
                            }
                            """
                                        .formatted(name))
                                .writeTo(dir));
    }

    static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put("class-no-plugin", one(dir -> bad("public class ThePlugin {}").writeTo(dir)));
        all.put("api-in-the-jar", one(BrokenCode::apiInTheJar));
        all.put("constructor-private", members("private ThePlugin() {}"));
        all.put("constructor-with-arguments", members("public ThePlugin(int a) {}"));
        all.put(
                "constructor-throws",
                members("public ThePlugin() { throw new IllegalStateException(\"oh\"); }"));
        all.put("constructor-runs-deep", members("public ThePlugin() { new ThePlugin(); }"));
        all.put("constructor-hangs", members(HANGS));
        all.put(
                "initialiser-throws",
                members("static int zero() { return 0; } static final int X = 1 / zero();"));
        all.put(
                "class-not-imported",
                members("Object list = new org.osgi.framework.Version(1, 0, 0);"));
        all.put("activator-throws", one(BrokenCode::activator));
        all.put("types-null", types("null"));
        all.put("types-throw", types("thrown(new IllegalStateException(\"oh\"))"));
        all.put("type-null", types("java.util.Collections.singletonList(null)"));
        all.put("type-misnamed", types("java.util.List.of(type(\"Not A Name\"))"));
        all.put("type-twice", types("java.util.List.of(type(\"a\"), type(\"a\"))"));
        all.put("name-null", named("null"));
        all.put("name-of-capitals", named("\"Bad\""));
        return all;
    }

    private static Path apiInTheJar(Path dir) throws Exception {
        return bad("public class ThePlugin implements dev.sora.plugin.SoraPlugin {}")
                .header("Import-Package", "org.slf4j")
                .source(API, "package dev.sora.plugin; public interface SoraPlugin {}")
                .writeTo(dir);
    }

    private static Path activator(Path dir) throws Exception {
        return TestBundle.named("test.bad", "1.0.0")
                .body("bad", NO_TYPES)
                .header("Bundle-Activator", "test.bad.Activator")
                .header("Import-Package", "dev.sora.plugin,org.osgi.framework")
                .source(
                        "test.bad.Activator",
                        """
                        package test.bad;
                        import org.osgi.framework.BundleContext;
                        public class Activator implements org.osgi.framework.BundleActivator {
                            public void start(BundleContext context) {
                                throw new IllegalStateException("oh");
                            }
                            public void stop(BundleContext context) {}
                        }
                        """)
                .writeTo(dir);
    }
}
