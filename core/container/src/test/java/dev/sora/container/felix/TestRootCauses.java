// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reasons why a bundle does not start, reported in the user's terms. */
final class TestRootCauses {

    private static final String API = "dev.sora.plugin,dev.sora.setting";

    @TempDir private Path dir;

    /** Starts the jars and returns the only problem. */
    private Problem problem(Path... jars) {
        try (HostBench bench = new HostBench(dir, jars)) {
            assertThat(bench.host.problems()).hasSize(1);
            return bench.host.problems().get(0);
        }
    }

    private TestBundle wanting(String header, String value) {
        return TestBundle.plugin("wanting", "1.0.0").header(header, value);
    }

    private Path exporter(String name, String packages) throws IOException {
        return TestBundle.plugin(name, "1.0.0").header("Export-Package", packages).writeTo(dir);
    }

    @Test
    void thePackageIsThereInAnotherVersion() throws IOException {
        Problem problem =
                problem(
                        wanting("Import-Package", API + ",com.acme;version=\"[2.0,3)\"")
                                .writeTo(dir),
                        exporter("acme", "com.acme;version=\"1.5\""));
        assertThat(problem.code()).isEqualTo("SORA-3108");
        assertThat(problem.message())
                .isEqualTo(
                        "plugin 'test.wanting' 1.0.0 needs a package that no bundle exports in"
                                + " that version");
        assertThat(problem.needs()).isEqualTo("com.acme [2.0.0,3.0.0)");
        assertThat(problem.have()).isEqualTo("com.acme 1.5.0");
    }

    @Test
    void aCircleLacksOneThing() throws IOException {
        Path one =
                TestBundle.plugin("one", "1.0.0")
                        .header("Import-Package", API + ",test.two.out")
                        .header("Export-Package", "test.one.out")
                        .writeTo(dir);
        Path two =
                TestBundle.plugin("two", "1.0.0")
                        .header("Import-Package", API + ",test.one.out,com.acme")
                        .header("Export-Package", "test.two.out")
                        .writeTo(dir);
        Problem problem = problem(one, two);
        assertThat(problem.message())
                .isEqualTo(
                        "plugin 'test.two' 1.0.0 needs a package that no bundle exports; also not"
                                + " started because of it: test.one");
        assertThat(problem.needs()).isEqualTo("com.acme");
    }

    @Test
    void aCircleThatLacksNothingWorks() throws IOException {
        Path one =
                TestBundle.plugin("one", "1.0.0")
                        .header("Import-Package", API + ",test.two.out")
                        .header("Export-Package", "test.one.out")
                        .writeTo(dir);
        Path two =
                TestBundle.plugin("two", "1.0.0")
                        .header("Import-Package", API + ",test.one.out")
                        .header("Export-Package", "test.two.out")
                        .writeTo(dir);
        try (HostBench bench = new HostBench(dir, one, two)) {
            assertThat(bench.offers()).hasSize(2);
        }
    }

    @Test
    void anotherBundleIsMissing() throws IOException {
        Problem problem =
                problem(
                        wanting("Require-Bundle", "com.acme.base;bundle-version=\"[2,3)\"")
                                .writeTo(dir));
        assertThat(problem.code()).isEqualTo("SORA-3109");
        assertThat(problem.message()).contains("needs a bundle that is not installed");
        assertThat(problem.needs()).isEqualTo("the bundle com.acme.base [2.0.0,3.0.0)");
        assertThat(problem.have()).isEmpty();
    }

    @Test
    void anotherBundleIsThereInAnotherVersion() throws IOException {
        Problem problem =
                problem(
                        wanting("Require-Bundle", "test.base;bundle-version=\"2\"").writeTo(dir),
                        TestBundle.plugin("base", "1.0.0").writeTo(dir));
        assertThat(problem.needs()).isEqualTo("the bundle test.base 2.0.0 or newer");
        assertThat(problem.have()).isEqualTo("test.base 1.0.0");
    }

    @Test
    void aNewerJavaIsNeeded() throws IOException {
        Problem problem =
                problem(
                        wanting(
                                        "Require-Capability",
                                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version>=99))\"")
                                .writeTo(dir));
        assertThat(problem.needs()).isEqualTo("Java 99 or newer");
        assertThat(problem.have()).isEqualTo("Java " + Runtime.version().feature());
    }

    @Test
    void anExtenderIsNeeded() throws IOException {
        Problem problem =
                problem(
                        wanting(
                                        "Require-Capability",
                                        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)"
                                                + "(version>=1.5.0)(!(version>=2.0.0)))\"")
                                .writeTo(dir));
        assertThat(problem.code()).isEqualTo("SORA-3109");
        assertThat(problem.needs())
                .isEqualTo("an extender of OSGi, 'osgi.component' [1.5.0,2.0.0)");
        assertThat(problem.fix()).contains("Require-Capability");
    }

    @Test
    void onePackageComesFromTwoBundles() throws IOException {
        Path old = exporter("old", "com.acme.q;version=\"1.0\"");
        Path young = exporter("young", "com.acme.q;version=\"2.0\"");
        Path middle =
                TestBundle.plugin("middle", "1.0.0")
                        .header("Import-Package", API + ",com.acme.q;version=\"[1.0,1.0]\"")
                        .header("Export-Package", "com.acme.p;uses:=\"com.acme.q\"")
                        .writeTo(dir);
        Path torn =
                TestBundle.plugin("torn", "1.0.0")
                        .header(
                                "Import-Package",
                                API + ",com.acme.p,com.acme.q;version=\"[2.0,3)\"")
                        .writeTo(dir);
        Problem problem = problem(old, young, middle, torn);
        assertThat(problem.code()).isEqualTo("SORA-3113");
        assertThat(problem.where()).isEqualTo(torn.toString());
        assertThat(problem.message())
                .isEqualTo(
                        "plugin 'test.torn' 1.0.0 conflicts with 'test.middle': they"
                                + " need the same package from different bundles");
        assertThat(problem.needs())
                .isEqualTo("com.acme.q from test.old 1.0.0, as 'test.middle' has it");
        assertThat(problem.have()).isEqualTo("com.acme.q from test.young 1.0.0");
    }
}
