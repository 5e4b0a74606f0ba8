// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.launcher.verb.ChatVerb;
import dev.sora.launcher.verb.Common;
import dev.sora.launcher.verb.CompletionVerb;
import dev.sora.launcher.verb.DescribeVerb;
import dev.sora.launcher.verb.DoctorVerb;
import dev.sora.launcher.verb.EngineVerb;
import dev.sora.launcher.verb.EvaluateVerb;
import dev.sora.launcher.verb.ExplainVerb;
import dev.sora.launcher.verb.ExportVerb;
import dev.sora.launcher.verb.GenerateVerb;
import dev.sora.launcher.verb.IndexVerb;
import dev.sora.launcher.verb.InitVerb;
import dev.sora.launcher.verb.InspectVerb;
import dev.sora.launcher.verb.PluginVerb;
import dev.sora.launcher.verb.PredictVerb;
import dev.sora.launcher.verb.PruneVerb;
import dev.sora.launcher.verb.RenderVerb;
import dev.sora.launcher.verb.SchemaVerb;
import dev.sora.launcher.verb.SearchVerb;
import dev.sora.launcher.verb.ServeVerb;
import dev.sora.launcher.verb.TrainVerb;
import dev.sora.launcher.verb.ValidateVerb;
import dev.sora.launcher.verb.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Creates the verbs by name. Only the verb of the call is created, because describing all of them
 * takes time.
 */
final class Verbs {

    private static final Map<String, Supplier<Verb>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("describe", DescribeVerb::new);
        ALL.put("init", InitVerb::new);
        ALL.put("train", TrainVerb::new);
        ALL.put("search", SearchVerb::new);
        ALL.put("evaluate", EvaluateVerb::new);
        ALL.put("predict", PredictVerb::new);
        ALL.put("explain", ExplainVerb::new);
        ALL.put("prune", PruneVerb::new);
        ALL.put("index", IndexVerb::new);
        ALL.put("generate", GenerateVerb::new);
        ALL.put("chat", ChatVerb::new);
        ALL.put("serve", ServeVerb::new);
        ALL.put("inspect", InspectVerb::new);
        ALL.put("export", ExportVerb::new);
        ALL.put("validate", ValidateVerb::new);
        ALL.put("render", RenderVerb::new);
        ALL.put("schema", SchemaVerb::new);
        ALL.put("plugin", PluginVerb::new);
        ALL.put("engine", EngineVerb::new);
        ALL.put("doctor", DoctorVerb::new);
        ALL.put("completion", CompletionVerb::new);
    }

    private Verbs() {}

    /** The command without a verb. */
    @Command(
            name = "sora",
            header = "Modular deep learning for the JVM.",
            description = {
                "",
                "A manifest says what a model is made of; sora assembles, trains and saves it.",
                ""
            },
            synopsisSubcommandLabel = "VERB",
            commandListHeading = "%nVerbs:%n",
            footer = {
                "",
                "Examples:",
                "  sora train examples/digits/digits.yaml",
                "  sora predict runs/digits-1/model.sora --input seven.png",
                "  sora train -h",
                "",
                "Exit status: 0 done, 2 command line, 3 manifest, 4 plugin, 5 data, 6 engine,",
                "130 interrupted, 70 an error in Sora itself."
            })
    private static final class Root {

        @Mixin private Common common;

        @Option(
                names = {"-V", "--version"},
                description = "Print Sora's version.")
        private boolean version;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** Returns the command line with one verb. */
    static CommandLine with(String name) {
        return new CommandLine(new Root()).addSubcommand(name, ALL.get(name).get());
    }

    /** Returns the command line with all verbs, for help and completion. */
    static CommandLine all() {
        CommandLine root = new CommandLine(new Root());
        ALL.forEach((name, verb) -> root.addSubcommand(name, verb.get()));
        return root;
    }
}
