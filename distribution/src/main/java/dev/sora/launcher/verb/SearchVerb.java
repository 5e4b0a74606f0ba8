// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.SearchPlanner;
import dev.sora.core.search.Span;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.results.SearchTree;
import dev.sora.core.search.run.SearchFiles;
import dev.sora.core.search.run.SearchListener;
import dev.sora.core.search.run.SearchRun;
import dev.sora.core.serving.RunPage;
import dev.sora.launcher.search.ChildCommand;
import dev.sora.launcher.search.ChildTrials;
import dev.sora.launcher.search.FirstSearch;
import dev.sora.launcher.search.SearchLines;
import dev.sora.launcher.search.SearchPage;
import dev.sora.launcher.show.TrainingPage;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches for the values of a manifest. */
@Command(
        name = "search",
        header = "Search for the settings with which a model is best on validation data.",
        description = {
            "",
            "Trains a manifest with different values, each trial in a process of its own, and"
                    + " writes into the folder: best.sora (the best model), best.yaml (the manifest"
                    + " that trains it), trials.csv, report.html and search.json.",
            "",
            "Ctrl-C stops it cleanly; --resume continues it, also after a crash. With --auto, it"
                    + " writes the manifest and the search itself, from data.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora search examples/search/adult.yaml",
            "  sora search search.yaml --out runs/tuned --resume",
            "  sora search search.yaml --ui",
            "  sora search --auto people.csv --target income --time 5m",
            "  sora search search.yaml --out /shared/tuned --on spark --master spark://host:7077"
        })
public final class SearchVerb implements Verb {

    private static final String MANIFEST = "manifest.yaml";
    private static final String SEARCH = "search.yaml";
    private static final String TIME = "10m";

    @Mixin private Common common;
    @Mixin private JsonOption json;
    @Mixin private PageOptions page;
    @Mixin private SparkOptions spark;

    @Parameters(
            paramLabel = "SEARCH",
            arity = "0..1",
            description = "The search, a YAML file; with --auto there is none.")
    private Path search;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The folder for the results; runs/<name>-<n> if not given.")
    private Path out;

    @Option(names = "--resume", description = "Continue the search in the folder.")
    private boolean resume;

    @Option(
            names = "--auto",
            paramLabel = "DATA",
            description = "Write a manifest and a search for this data, and run it.")
    private Path auto;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "With --auto: the column to predict.")
    private String target;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description =
                    "With --auto: how the values of the target are taken, classes or number; by"
                            + " rules if not given.")
    private String as;

    @Option(
            names = "--time",
            paramLabel = "SPAN",
            description =
                    "With --auto: how long to search, such as 90s, 5m or 1h; 10m if not given.")
    private String time;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        check();
        session.warn(session.backend().host());
        Path file = search;
        Path folder = out;
        if (auto != null) {
            String name = String.valueOf(auto.getFileName()).replaceFirst("\\.[^.]*$", "");
            folder = OutFolder.choose(out, name + "-search", resume);
            file = folder.resolve(SEARCH);
            if (!resume || !Files.exists(file)) {
                draft(session, folder);
            }
        }
        SearchPlan plan =
                new SearchPlanner(
                                new Catalogue(session.backend().host().offers(), KnownTypes.none()),
                                Runtime.getRuntime().availableProcessors())
                        .plan(file, new Overrides(List.of(), session.environment()));
        Path results = auto == null ? OutFolder.choose(out, plan.name(), resume) : folder;
        if (spark.asked()) {
            return onSpark(session, plan, file, results);
        }
        SearchLines lines = new SearchLines(plan, session.screen());
        List<String> files =
                SearchFiles.NAMES.stream().map(name -> results.resolve(name).toString()).toList();
        SearchResult result = shown(session, plan, results, lines, files);
        if (json.asked()) {
            Map<String, Object> tree = SearchTree.of(plan, result);
            tree.put("out", results.toString());
            tree.put("files", files);
            session.json(tree);
        } else {
            session.print(lines.text(result, files, session.output().colour()));
        }
        return 0;
    }

    /** Checks the search here, so that its problems do not start Spark, and runs it there. */
    private int onSpark(Session session, SearchPlan plan, Path file, Path folder)
            throws IOException {
        spark.refuseWorkersWithMaster();
        if (page.isAsked()) {
            throw new SoraException(
                    Problem.of("SORA-1018", "'--ui' is of searches in one process")
                            .fix("leave it out, or search without --on spark"));
        }
        List<String> call = new ArrayList<>(List.of("search", file.toAbsolutePath().toString()));
        call.addAll(List.of("--out", folder.toAbsolutePath().toString()));
        if (resume) {
            call.add("--resume");
        }
        spark.submit(session, "sora search " + plan.name(), call);
        if (json.asked()) {
            Map<String, Object> tree =
                    new LinkedHashMap<>(
                            Json.readObject(
                                    Files.readString(folder.resolve("search.json")),
                                    "search.json"));
            tree.put("out", folder.toString());
            session.json(tree);
        } else {
            session.print(
                    SearchFiles.NAMES.stream()
                            .map(name -> folder.resolve(name).toString())
                            .collect(Collectors.joining("\n")));
        }
        return ExitStatus.DONE;
    }

    private SearchResult shown(
            Session session, SearchPlan plan, Path folder, SearchLines lines, List<String> files) {
        RunControl control = new RunControl();
        Optional<RunPage> opened = page.open(session, control::stop);
        if (opened.isEmpty()) {
            return run(plan, folder, lines, control);
        }
        try (RunPage shown = opened.get()) {
            SearchPage events = new SearchPage(plan, shown, lines);
            try {
                SearchResult result = run(plan, folder, events, control);
                events.done(result, files);
                return result;
            } catch (RuntimeException | Error e) {
                TrainingPage.failed(shown, e);
                throw e;
            }
        }
    }

    private SearchResult run(
            SearchPlan plan, Path folder, SearchListener listener, RunControl control) {
        try {
            return SearchRun.run(
                    plan, folder, resume, new ChildTrials(ChildCommand.start()), listener, control);
        } catch (InterruptedRunException e) {
            throw new InterruptedRunException(
                    "%s; to continue, call it with --out %s --resume"
                            .formatted(e.getMessage(), folder));
        }
    }

    private void check() {
        if ((search == null) == (auto == null)) {
            throw new SoraException(
                    Problem.of("SORA-1016", "a search is a file, or it is made for data")
                            .needs("SEARCH.yaml, or --auto DATA")
                            .have(search == null ? "none of them" : "both")
                            .fix("sora search -h shows examples"));
        }
        boolean incomplete = auto != null && target == null || auto == null && target != null;
        if (incomplete) {
            throw new SoraException(
                    Problem.of("SORA-1016", "--auto and --target belong together")
                            .needs("the data, and its column to predict")
                            .have(auto == null ? "--target" : "--auto")
                            .fix("add the other one, or remove it"));
        }
        if (auto == null && as != null) {
            throw new SoraException(
                    Problem.of("SORA-1016", "--as is for --auto; a manifest has an output")
                            .where("--as " + as)
                            .fix("choose the type of the output in the manifest"));
        }
        if (auto == null && time != null) {
            throw new SoraException(
                    Problem.of("SORA-1016", "--time is for --auto; a search has a budget")
                            .where("--time " + time)
                            .fix("write 'budget: {time: %s}' into the search".formatted(time)));
        }
        if (time != null && Span.of(time).isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%s' does not fit --time".formatted(time))
                            .needs("hours, minutes and seconds")
                            .fix("write 90s, 5m or 1h30m"));
        }
    }

    private void draft(Session session, Path folder) throws IOException {
        for (String name : List.of(MANIFEST, SEARCH)) {
            if (Files.exists(folder.resolve(name))) {
                throw new SoraException(
                        Problem.of("SORA-1015", "the folder has a manifest or a search already")
                                .where(folder.resolve(name).toString())
                                .fix("add --resume, or name another folder with --out"));
            }
        }
        Drafting.Drafted drafted = Drafting.draft(session, auto, target, as, folder);
        drafted.assumptions().forEach(session.screen()::line);
        drafted.lines(session.screen().terminal().colour()).forEach(session.screen()::line);
        String first =
                FirstSearch.of(
                        drafted.manifest(),
                        MANIFEST,
                        drafted.target().classes(),
                        Map.of("time", time == null ? TIME : time));
        Files.createDirectories(folder);
        AtomicFile.writeText(folder.resolve(MANIFEST), drafted.manifest());
        AtomicFile.writeText(folder.resolve(SEARCH), first);
    }
}
