// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.schema.ReferenceWriter;
import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestCatalogue {

    private record Named(TypeDescriptor descriptor) implements ScheduleType {
        @Override
        public Schedule create(Settings settings) {
            return progress -> 1;
        }
    }

    /** A kind of a plugin's own, which nothing in core knows of. */
    private interface Oracle extends SoraType {
        Kind KIND = Kind.of("oracle", Oracle.class);

        @Override
        default Kind kind() {
            return KIND;
        }
    }

    private record Delphi(TypeDescriptor descriptor) implements Oracle {}

    private static OfferedPlugin plugin(String name, String version, String type) {
        return new OfferedPlugin(
                name,
                version,
                "/plugins/" + name + "-" + version + ".jar",
                TestCatalogue.class.getClassLoader(),
                List.of(new Named(TypeDescriptor.of(type, "One."))));
    }

    private static Catalogue catalogue(OfferedPlugin... plugins) {
        return new Catalogue(
                List.of(plugins), KnownTypes.load(new StringReader("schedule.step = a a-1.jar")));
    }

    @Test
    void takesTheNewestVersionOfOnePlugin() {
        Catalogue catalogue =
                catalogue(plugin("a", "1.9.0", "cosine"), plugin("a", "1.10.0", "cosine"));

        Finding.Found any = (Finding.Found) catalogue.find(ScheduleType.KIND, "cosine");
        Finding.Found old = (Finding.Found) catalogue.find(ScheduleType.KIND, "a/cosine@[1,1.10)");
        Finding.Found unqualified =
                (Finding.Found) catalogue.find(ScheduleType.KIND, "cosine@[1,1.10)");

        assertThat(any.plugin().version()).isEqualTo("1.10.0");
        assertThat(old.plugin().version()).isEqualTo("1.9.0");
        assertThat(unqualified.plugin().version()).isEqualTo("1.9.0");
    }

    @Test
    void knowsTypesOfAnyKind() {
        Catalogue catalogue =
                catalogue(
                        new OfferedPlugin(
                                "a",
                                "1.0.0",
                                "/plugins/a.jar",
                                TestCatalogue.class.getClassLoader(),
                                List.of(
                                        new Delphi(TypeDescriptor.of("delphi", "Answers.")),
                                        new Named(TypeDescriptor.of("cosine", "One.")))));

        assertThat(catalogue.find(Oracle.KIND, "delphi")).isInstanceOf(Finding.Found.class);
        assertThat(catalogue.kinds()).containsExactlyInAnyOrder(Oracle.KIND, ScheduleType.KIND);
        assertThat(catalogue.find(ScheduleType.KIND, "delphi"))
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.otherKinds()).containsExactly(Oracle.KIND));
        assertThat(new ReferenceWriter(catalogue).write())
                .contains("## Schedules\n\n### `cosine`", "## Oracles\n\n### `delphi`");
    }

    @Test
    void takesNoneOfTwoPlugins() {
        Catalogue catalogue =
                catalogue(plugin("a", "1.0.0", "cosine"), plugin("b", "1.0.0", "cosine"));

        assertThat(catalogue.find(ScheduleType.KIND, "cosine"))
                .isInstanceOf(Finding.Ambiguous.class);
        assertThat(catalogue.find(ScheduleType.KIND, "b/cosine")).isInstanceOf(Finding.Found.class);
        assertThat(catalogue.types(ScheduleType.KIND)).hasSize(2);
        assertThat(catalogue.names(ScheduleType.KIND)).containsExactly("cosine");
    }

    @Test
    void takesWhatIsPreferredBeforeAllElse() {
        OfferedPlugin old = plugin("a", "1.0.0", "cosine");
        OfferedPlugin middle = plugin("a", "2.0.0", "cosine");
        Catalogue all =
                catalogue(
                        old,
                        middle,
                        plugin("a", "3.0.0", "cosine"),
                        plugin("b", "1.0.0", "cosine"),
                        plugin("b", "1.0.0", "steps"));

        Catalogue preferring = all.preferring(List.of(old, middle));

        assertThat(found(preferring, "cosine")).isEqualTo(middle);
        assertThat(found(preferring, "a/cosine@[1,2)")).isEqualTo(old);
        assertThat(found(preferring, "a/cosine@3").version()).isEqualTo("3.0.0");
        assertThat(found(preferring, "b/cosine").name()).isEqualTo("b");
        assertThat(found(preferring, "steps").name()).isEqualTo("b");
        assertThat(all.find(ScheduleType.KIND, "cosine")).isInstanceOf(Finding.Ambiguous.class);
        assertThat(preferring.plugins()).isEqualTo(all.plugins());
    }

    private static OfferedPlugin found(Catalogue catalogue, String name) {
        return ((Finding.Found) catalogue.find(ScheduleType.KIND, name)).plugin();
    }

    @Test
    void saysWhatIsNearAndWhoBringsIt() {
        Finding.Unknown unknown =
                (Finding.Unknown)
                        catalogue(plugin("b", "1.0.0", "steps")).find(ScheduleType.KIND, "step");

        assertThat(unknown.nearest()).contains("steps");
        assertThat(unknown.bringer()).contains(new KnownTypes.Bringer("a", "a-1.jar"));
        assertThat(unknown.offered()).containsExactly("steps");
    }

    @Test
    void writesAnIndexThatItReads() {
        List<String> lines = KnownTypes.lines(List.of(plugin("a", "1.0.0", "cosine")));

        assertThat(lines).containsExactly("schedule.cosine = a a-1.0.0.jar");
        assertThat(
                        KnownTypes.load(new StringReader(String.join("\n", lines)))
                                .bringer(ScheduleType.KIND, "cosine"))
                .contains(new KnownTypes.Bringer("a", "a-1.0.0.jar"));
    }

    @Test
    void doesNotTakeAnythingForAName() {
        for (String text :
                List.of(
                        "",
                        "/",
                        "a/",
                        "/b",
                        "a/b/c",
                        "a b",
                        "a@",
                        "a@[1",
                        "[1,2)",
                        "a".repeat(200))) {
            assertThat(catalogue().find(ScheduleType.KIND, text))
                    .as(text)
                    .isInstanceOf(Finding.Malformed.class);
        }
    }
}
