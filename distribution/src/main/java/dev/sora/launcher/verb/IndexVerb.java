// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Enrolment;
import dev.sora.core.Identifier;
import dev.sora.core.IdentityIndex;
import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enrols known identities. */
@Command(
        name = "index",
        header = "Enrol known identities, so that 'sora predict --index' names them.",
        description = {
            "",
            "Computes the vector of each record with a model whose output compares records, such as"
                    + " 'embedding', and writes them to a file with the names of their identities."
                    + " Nothing is trained, and the identities need not be in the training data.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora index model.sora --input staff/ --output staff.index",
            "  sora index model.sora --data staff.yaml --output staff.index --threshold 0.6",
            "  sora index model.sora --input new/ --add staff.index --output staff.index",
            "  sora index model.sora --input staff/ --output staff.index --type hnsw",
            "  sora predict model.sora --index staff.index --input door.png"
        })
public final class IndexVerb implements Verb {

    @Mixin private Common common;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private Known known;

    /** The records of known identities. */
    static final class Known {

        @Option(
                names = {"-i", "--input"},
                paramLabel = "FILE|FOLDER",
                description =
                        "The records of known identities, with the column that names them; for"
                                + " pictures, a folder with a folder for each identity.")
        private Path input;

        @Option(
                names = "--data",
                paramLabel = "SOURCE.yaml",
                description = "A file with one data source, instead of --input.")
        private Path data;
    }

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "INDEX",
            description = "The file for the index, which is written whole or not at all.")
    private Path output;

    @Option(
            names = "--of",
            paramLabel = "OUTPUT",
            description = "The output of the model, if several compare records.")
    private String of;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description =
                    "The least score, from -1 to 1, at which a record is taken for a known identity;"
                            + " by default that of --add, or of the model's validation.")
    private Double threshold;

    @Option(
            names = "--add",
            paramLabel = "INDEX",
            description =
                    "An index of the same model whose records come before the new ones, with its"
                            + " threshold and type unless others are given; it is not changed"
                            + " unless --output names it.")
    private Path before;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "The type of the index, such as 'hnsw' of the plugin 'neighbours'; by default"
                            + " that of --add, or none: then a record is compared with all.")
    private String type;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "With --type: a setting of the type, such as links=32.")
    private List<String> settings = List.of();

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        OptionalDouble least = threshold(threshold);
        PredictionFile.check(output, model, known.input == null ? known.data : known.input);
        if (type == null && !settings.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--set belongs to --type")
                            .needs("--type TYPE, the type of the index"));
        }
        Optional<IdentityIndex> begun = Optional.ofNullable(before).map(IdentityIndex::read);
        session.warn(session.backend().host());
        try (Model opened = session.backend().sora().open(model)) {
            Identifier identifier = opened.identifier(Optional.ofNullable(of));
            Enrolment enrolment = begun.map(identifier::enrolment).orElseGet(identifier::enrolment);
            if (type != null) {
                enrolment.arrangedBy(type, settings);
            }
            PredictionOptions options = PredictionOptions.DEFAULT.keeping(identifier.column());
            if (known.input == null) {
                opened.predictSource(known.data, options, session.display(), enrolment::add);
            } else {
                opened.predict(known.input, options, session.display(), enrolment::add);
            }
            IdentityIndex index = enrolment.index(least);
            index.write(output);
            session.screen().line(said(index));
        }
        return ExitStatus.DONE;
    }

    private String said(IdentityIndex index) {
        int identities = index.names().size();
        return "%s of %s in %s%s; threshold %s"
                .formatted(
                        Words.count(index.records(), "record"),
                        identities == 1 ? "1 identity" : Words.count(identities) + " identities",
                        output,
                        index.type().map(", arranged by "::concat).orElse(""),
                        index.threshold().isPresent()
                                ? Words.figure(index.threshold().getAsDouble())
                                : "none");
    }

    /** Returns a threshold that a user gives. */
    static OptionalDouble threshold(Double given) {
        if (given == null) {
            return OptionalDouble.empty();
        }
        if (!(given >= -1 && given <= 1)) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--threshold %s does not fit".formatted(given))
                            .needs("a score from -1 to 1"));
        }
        return OptionalDouble.of(given);
    }
}
