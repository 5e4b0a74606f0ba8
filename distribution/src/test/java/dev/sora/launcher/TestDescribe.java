// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.profile.Description;
import dev.sora.core.profiling.Profiler;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.launcher.describe.Draft;
import dev.sora.launcher.describe.Finding;
import dev.sora.launcher.describe.Findings;
import dev.sora.launcher.describe.Target;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.PassedOver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class TestDescribe {

    @TempDir private Path dir;

    private final FakeSora sora = new FakeSora();

    static Description.Part part(
            String name, List<String> columns, List<String[]> rows, long broken) {
        Schema schema =
                new Schema(columns.stream().map(c -> Column.of(c, ColumnType.TEXT)).toList());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("type", "csv");
        source.put("path", Path.of(name + ".csv").toAbsolutePath());
        try (Profiler profiler = new Profiler(schema)) {
            long number = 0;
            for (String[] row : rows) {
                profiler.add(new DataRecord(schema, name + ".csv", ++number, (Object[]) row));
            }
            return new Description.Part(
                    name,
                    source,
                    schema,
                    List.of(),
                    profiler.finish(),
                    broken,
                    broken == 0
                            ? List.of()
                            : List.of(Problem.of("SORA-4211", "too few fields").where("a.csv:7")),
                    List.of(PassedOver.of("named .heic", 2, List.of("a.heic"), "convert them")),
                    true);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 400, true", "20, 1, false", "5, 1, true"})
    void takesIntegersForAmountsWhereSomeOccurOnceAmongMany(
            int values, int rarest, boolean classes) {
        List<String[]> rows = new ArrayList<>();
        for (int value = 0; value < values; value++) {
            for (int i = 0; i < (value == values - 1 ? rarest : 400); i++) {
                rows.add(new String[] {"a", String.valueOf(value)});
            }
        }
        Target target =
                Target.of(part("train", List.of("x", "rings"), rows, 0).profile().columns().get(1))
                        .orElseThrow();
        assertThat(target.classes()).isEqualTo(classes);
        assertThat(target.assumption())
                .contains(
                        values + " different integers",
                        classes ? "taken for classes" : "taken for amounts",
                        classes ? "--as number" : "--as classes");
        assertThat(target.asNumber().orElseThrow().classes()).isFalse();
        assertThat(target.asClasses().orElseThrow().classes()).isTrue();
    }

    /** The draft has nodes of these names, for the columns of numbers and of many categories. */
    @ParameterizedTest
    @SuppressWarnings("unchecked")
    @ValueSource(strings = {"facts", "kinds", "numbers", "categories"})
    void givesNoTwoNodesOfADraftOneName(String column) {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(
                    new String[] {
                        "a sentence of some length, number " + i,
                        "city" + i % 90,
                        String.valueOf(i * 37 % 101 / 8.0),
                        i % 7 < 3 ? "yes" : "no"
                    });
        }
        Description described =
                new Description(
                        Description.Kind.DATA,
                        List.of(part("train", List.of(column, "city", "size", "label"), rows, 0)));
        Target target = Target.of(described.train().profile().columns().get(3)).orElseThrow();
        String draft =
                Draft.of(described, target, dir, Set.of("text", "category", "number"))
                        .orElseThrow();
        Map<String, Object> tree =
                (Map<String, Object>)
                        new Load(LoadSettings.builder().build()).loadFromString(draft);
        Map<String, Object> inputs = (Map<String, Object>) tree.get("inputs");
        Map<String, Object> particles = (Map<String, Object>) tree.get("particles");

        assertThat(draft).contains("# " + target.assumption());
        assertThat(target.asNumber()).isEmpty();
        assertThat(inputs).as(draft).hasSize(3);
        assertThat(particles).as(draft).doesNotContainKeys(inputs.keySet().toArray(String[]::new));
    }

    /** A table with an irregularity in each column. */
    private static Description people() {
        SplittableRandom random = new SplittableRandom(3);
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean rich = random.nextInt(20) == 0;
            rows.add(
                    new String[] {
                        "p" + i,
                        i % 7 == 0 ? " ?" : " " + random.nextInt(20, 70),
                        i % 50 == 0 ? "-9999" : String.valueOf(random.nextInt(300)),
                        i % 2 == 0 ? "Berlin" : "berlin",
                        "same",
                        i % 5 == 0 ? null : i % 3 + "," + i % 10,
                        random.nextInt(1, 28) + "/" + (13 + random.nextInt(15)) + "/2020",
                        String.valueOf(Math.round(Math.exp(random.nextDouble() * 14))),
                        rich ? "A" : "B",
                        rich ? "rich" : "poor"
                    });
        }
        List<String> names =
                List.of(
                        "id", "age", "rain", "city", "same", "price", "when", "gain", "group",
                        "income");
        return new Description(
                Description.Kind.DATA,
                List.of(part("train", names, rows, 3), part("test", names, rows.subList(0, 9), 0)));
    }

    @BeforeEach
    void describePeople() {
        sora.described = people();
    }

    private static List<String> kinds(Description described) {
        Optional<Target> target = Target.of(described.train().profile()).stream().findFirst();
        return Findings.of(described, target).stream().map(Finding::kind).toList();
    }

    @Test
    void warnsOfWhatWillHurt() {
        assertThat(kinds(people()))
                .contains(
                        "broken_records",
                        "not_read",
                        "shared_records",
                        "leak",
                        "imbalance",
                        "missing_word",
                        "blanks_around",
                        "identifier",
                        "no_data",
                        "similar_values",
                        "constant_column",
                        "decimal_comma",
                        "skewed")
                .doesNotContain("duplicates", "empty_column", "few_records");
    }

    @Test
    void saysItForPeople() {
        Call call = Call.of(sora, "describe", "people.csv");
        assertThat(call.status).as(call.err).isZero();
        assertThat(call.out)
                .contains("train: 400 records, 10 columns, read as csv")
                .contains("- 'income': 2 classes, poor (")
                .contains("- '?' (58) may stand for a missing value in 'age'")
                .contains("add \"?\" to 'missing' of the source")
                .contains("-9999 of 'rain' is far from all others")
                .contains("each value of 'group' goes with one value of the target 'income'")
                .contains("9 records of the test data are also in the training data")
                .contains("on_error: skip");
    }

    @Test
    void saysItForPrograms() throws IOException {
        Call call = Call.of(sora, "describe", "people.csv", "--json");
        assertThat(call.status).as(call.err).isZero();
        JsonNode tree = new ObjectMapper().readTree(call.out);
        JsonNode rain = tree.at("/parts/train/columns/2");
        assertThat(tree.at("/parts/train/records").longValue()).isEqualTo(400);
        assertThat(rain.get("name").textValue()).isEqualTo("rain");
        assertThat(rain.get("holds").textValue()).isEqualTo("integer");
        assertThat(rain.at("/numbers/min").doubleValue()).isEqualTo(-9999);
        assertThat(tree.at("/targets/0/column").textValue()).isEqualTo("income");
        assertThat(tree.get("findings").size()).isGreaterThan(8);
        assertThat(tree.at("/parts/test/not_read/0/count").longValue()).isEqualTo(2);
    }

    @Test
    void writesAPageThatNothingInTheDataChanges() throws IOException {
        sora.described =
                new Description(
                        Description.Kind.DATA,
                        List.of(
                                part(
                                        "train",
                                        List.of("<script>a</script>", "b"),
                                        List.of(
                                                new String[] {"</svg><b>", "1"},
                                                new String[] {"x\u0000", "2"}),
                                        0)));
        Path page = dir.resolve("new/page.html");
        Call call = Call.of(sora, "describe", "a.csv", "--output", page.toString());
        assertThat(call.status).as(call.err).isZero();
        assertThat(Files.readString(page))
                .contains("default-src 'none'")
                .contains("<svg ")
                .contains("&lt;script&gt;a&lt;/script&gt;")
                .doesNotContain("<script")
                .doesNotContain("<b>")
                .doesNotContain("\u0000");
    }

    @Test
    void refusesTargetsThatAreNone() {
        Call missing = Call.of(sora, "describe", "people.csv", "--target", "incom");
        assertThat(missing.status).isEqualTo(5);
        assertThat(missing.err).contains("SORA-4753").contains("did you mean 'income'?");
        Call constant = Call.of(sora, "describe", "people.csv", "--target", "same");
        assertThat(constant.err)
                .contains("SORA-4754")
                .contains("one value only")
                .contains("income");
    }

    /** It prints the warnings that describe prints for the same data. */
    @Test
    void initWarnsAsDescribeDoes() throws IOException {
        sora.offers =
                List.of(
                        new OfferedPlugin(
                                "inputs",
                                "1.0.0",
                                "inputs.jar",
                                ClassLoader.getPlatformClassLoader(),
                                List.of(new Named("number"), new Named("category"))));
        Path out = dir.resolve("people.yaml");
        Call call = Call.of(sora, "init", "people.csv", "--target", "income", "-o", out.toString());

        assertThat(call.status).as(call.err).isZero();
        assertThat(call.out)
                .containsOnlyOnce("numbers with a decimal comma")
                .contains("all values of 'same' are equal: 'same'\n    done  leave it out")
                .contains("no value of 'id' occurs twice: it identifies records\n    done  ")
                .contains("goes with one value of the target 'income'\n    done  leave it out")
                .contains("'?' (58) may stand for a missing value in 'age'\n    done  add")
                .contains("-9999 of 'rain' is far from all others (0 to 298): it may stand for a")
                .contains("    fix  if so, add '-9999' to 'missing' of the source")
                .contains("    done  correct them, or set 'on_error: skip' and 'max_errors: 3'")
                .contains("    fix  set 'class_weights: balanced' of the output")
                .endsWith("a manifest to start from is in %s%n".formatted(out));
        // what is said to be done is done
        assertThat(Files.readString(out))
                .contains("missing: [\"\", \"?\"]")
                .contains("on_error: skip", "trim: true", "scale: log")
                .doesNotContain("same]", "[same", "group]", "[group", "[id")
                .contains("columns: [city, price, when]");
        JsonNode tree =
                new ObjectMapper()
                        .readTree(
                                Call.of(
                                                sora,
                                                "init",
                                                "people.csv",
                                                "--target",
                                                "income",
                                                "-o",
                                                dir.resolve("b.yaml").toString(),
                                                "--json")
                                        .out);
        assertThat(tree.get("findings").findValuesAsText("finding"))
                .contains("imbalance", "leak", "constant_column");
    }

    /** An input type that has a name only. */
    private record Named(String name) implements InputType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, "An input.");
        }

        @Override
        public InputParticle create(Settings settings) {
            throw new UnsupportedOperationException("no test does");
        }
    }
}
