// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.launcher.generate.Judge;
import dev.sora.launcher.generate.PictureFolder;
import dev.sora.launcher.generate.Wishes;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Generates with a model package. */
@Command(
        name = "generate",
        header = "Generate pictures with a model package, and measure them.",
        description = {
            "",
            "Writes each picture as PNG, all of them on one sheet (sheet.png), and a line for each"
                    + " record (generated.jsonl). The same model, values and seed give the same"
                    + " pictures.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora generate model.sora --count 64 --output pictures",
            "  sora generate model.sora --count 10 --set class=0,1,2,3,4,5,6,7,8,9",
            "  sora generate model.sora --count 1000 --set class=0,1,2,3,4,5,6,7,8,9 \\",
            "    --judge classifier.sora --against real.yaml",
            "where real.yaml holds one data source of real pictures:",
            "  {type: idx, images: images.gz, labels: labels.gz}"
        })
public final class GenerateVerb implements Verb {

    private static final int MOST = 1_000_000;

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "How many to generate; of each value, where several are set. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--set",
            paramLabel = "COLUMN=VALUE",
            description =
                    "What to generate: the value of a column, or of an input that reads one; several"
                            + " values with commas between.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            defaultValue = "generated",
            description =
                    "The folder for the pictures, empty or created. Default: ${DEFAULT-VALUE}.")
    private Path output;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description =
                    "A package that classifies such pictures: measures how many are read as they"
                            + " were set.")
    private Path judge;

    @Option(
            names = "--against",
            paramLabel = "SOURCE.yaml",
            description =
                    "With --judge, a file with a data source of real pictures: measures how far the"
                            + " generated ones are from them (FID, precision, recall), and how many"
                            + " are copies.")
    private Path against;

    @Option(
            names = "--features",
            paramLabel = "NODE",
            description =
                    "With --against, the node of the judge whose values are compared. Default: that"
                            + " before its output.")
    private String features;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        if (count < 1 || count > MOST) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--count %d does not fit".formatted(count))
                            .needs("1 to %,d".formatted(MOST)));
        }
        if (judge == null && (against != null || features != null)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    "%s needs a classifier of such pictures"
                                            .formatted(
                                                    against != null ? "--against" : "--features"))
                            .needs("--judge MODEL"));
        }
        session.warn(session.backend().host());
        try (Model opened = session.backend().sora().open(model);
                Model classifier = judge == null ? null : session.backend().sora().open(judge)) {
            Judge judging =
                    classifier == null
                            ? null
                            : new Judge(classifier, Optional.ofNullable(features));
            Wishes wishes = Wishes.of(opened, set, count);
            PictureFolder folder = new PictureFolder(output);
            List<Prediction> generated = opened.generate(wishes.records(), wishes.outputs(), seed);
            int pictures = folder.write(generated, wishes.names());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("output", output.toString());
            result.put("records", generated.size());
            result.put("pictures", pictures);
            if (judging != null) {
                result.putAll(
                        judging.measure(
                                generated,
                                wishes.names(),
                                Optional.ofNullable(against),
                                session.display()));
            }
            show(session, result);
        }
        return 0;
    }

    private void show(Session session, Map<String, Object> result) {
        if (json.asked()) {
            session.json(result);
            return;
        }
        result.forEach(
                (name, value) ->
                        session.print("%-20s %s".formatted(name.replace('_', ' '), shown(value))));
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder all = new StringBuilder();
            map.forEach(
                    (name, each) -> all.append(name).append(' ').append(shown(each)).append("  "));
            return all.toString().strip();
        }
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.4f", number)
                : String.valueOf(value);
    }
}
