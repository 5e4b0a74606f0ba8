// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.RunListener;
import dev.sora.core.data.RunRecords;
import dev.sora.core.data.split.Split;
import dev.sora.core.derivation.DerivedType;
import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.planning.Planner;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DerivationUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Data sources in YAML files that a model reads.
 *
 * @param all the types that a source may have
 */
record ModelSources(LoadedModel model, Catalogue all) {

    /**
     * Plans the source of a file.
     *
     * @param use what its records are for
     */
    SourcePlan planned(Path file, DerivationUse use) {
        return DerivedType.of(model.plan().data().derive(), read(file), use);
    }

    private SourcePlan read(Path file) {
        return new Planner(all)
                .planSource(
                        new ManifestReader().read(file, new Overrides(List.of(), System.getenv())));
    }

    /**
     * Plans the data of an evaluation; empty for the test data of the package.
     *
     * @throws DataException if there is none
     */
    Optional<SourcePlan> evaluated(Optional<Path> file) {
        if (file.isEmpty() && !model.plan().data().hasTest()) {
            throw new DataException(
                    Problem.of("SORA-4496", "the package names no test data")
                            .where(model.file().toString())
                            .fix("name a data source with --data SOURCE.yaml"));
        }
        return file.map(named -> planned(named, DerivationUse.EVALUATION));
    }

    /** Reads the records of an evaluation, with their targets. */
    void readTest(Optional<Path> file, RunListener listener, Consumer<DataRecord> records) {
        try (RunRecords read = RunRecords.readTest(model.plan(), evaluated(file))) {
            read.of(Split.TEST).orElseThrow().forEach(records);
            read.tell(listener);
        }
    }

    /** Reads the records of a source, with the columns that the model was trained with. */
    void read(Path file, RunListener listener, Consumer<DataRecord> records) {
        try (RunRecords read =
                RunRecords.readTest(
                        model.plan(), Optional.of(planned(file, DerivationUse.EVALUATION)))) {
            read.of(Split.TEST).orElseThrow().forEach(records);
            read.tell(listener);
        }
    }
}
