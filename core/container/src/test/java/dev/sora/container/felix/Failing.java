// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plugins that fail to start, each for its own reason, and one with an engine. */
final class Failing {

    private static final String IMPORTS = "dev.sora.plugin,dev.sora.setting";

    private Failing() {}

    static Path jar(Path folder, String how) throws IOException {
        TestBundle bundle =
                TestBundle.named("test.bad", "2.0.0").body("bad", "java.util.List.of()");
        switch (how) {
            case "file" -> {
                return Files.writeString(folder.resolve("bad.jar"), "no jar");
            }
            case "bundle" -> bundle.without("Bundle-SymbolicName");
            case "header" -> bundle.header("Bundle-Version", "not.a.version!");
            case "package" -> bundle.header("Import-Package", IMPORTS + ",com.acme.maths");
            case "activator" ->
                    bundle.header("Import-Package", IMPORTS + ",org.osgi.framework")
                            .header("Bundle-Activator", "test.bad.Start")
                            .source("test.bad.Start", ACTIVATOR);
            case "thrown" -> bundle.body("bad", "thrown(new IllegalStateException(\"oh\"))");
            case "assert" -> bundle.body("bad", "thrown(new AssertionError(\"oh\"))");
            case "error" -> bundle.body("bad", "thrown(new Error(\"oh\"))");
            case "name" ->
                    bundle.body("other", "java.util.List.of()").header("Bundle-Version", "1");
            default -> throw new IllegalArgumentException(how);
        }
        return bundle.writeTo(folder);
    }

    private static final String ACTIVATOR =
            """
            package test.bad;
            public class Start implements org.osgi.framework.BundleActivator {
                public void start(org.osgi.framework.BundleContext context) {
                    throw new IllegalStateException("oh");
                }
                public void stop(org.osgi.framework.BundleContext context) {}
            }
            """;

    /** The source of a plugin that offers an engine, as far as a host examines it. */
    static String engineSource() {
        return """
        package test.motor;
        public class ThePlugin implements dev.sora.plugin.SoraPlugin {
            public String name() { return "motor"; }
            public java.util.List<dev.sora.plugin.SoraType> types() {
                return java.util.List.of(new dev.sora.plugin.SoraType() {
                    public dev.sora.plugin.Kind kind() {
                        return dev.sora.engine.EngineType.KIND;
                    }
                    public dev.sora.plugin.TypeDescriptor descriptor() {
                        return dev.sora.plugin.TypeDescriptor.of("spin", "Spins.");
                    }
                });
            }
        }
        """;
    }
}
