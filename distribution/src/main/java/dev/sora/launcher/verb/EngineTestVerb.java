// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.lock.EngineTexts;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts an engine and computes with it. */
@Command(
        name = "test",
        header = "Start an engine, compute a gradient with it, and print its facts.",
        description = {
            "",
            "Another process runs it where the native code of an engine may fail: 'sora engine"
                    + " install' and 'sora doctor' do.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora engine test cpu",
            "  sora engine test gpu --set libtorch=/opt/libtorch"
        })
public final class EngineTestVerb implements Verb {

    /** So many that a device shares the work among its processors. */
    private static final int SIZE = 256;

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ENGINE", description = "The engine, such as gpu.")
    private String name;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the engine. Can be given several times.")
    private Map<String, String> values = Map.of();

    @Override
    public int run(Session session) {
        Engines.Offered engine = Engines.named(session, name);
        Map<String, Object> raw = new LinkedHashMap<>();
        values.forEach((key, value) -> raw.put(key, typed(value)));
        List<SettingProblem> wrong = new ArrayList<>();
        Settings settings = Settings.read(engine.type().descriptor().settings(), raw, wrong);
        if (!wrong.isEmpty()) {
            SettingProblem first = wrong.get(0);
            throw new EngineException(
                    Problem.of(
                                    "SORA-5129",
                                    "the engine '%s' cannot be started with '%s'"
                                            .formatted(name, first.path()))
                            .needs(first.needs())
                            .have(first.have())
                            .fix("sora plugin info " + engine.plugin().name()));
        }
        Engine started = engine.call(() -> engine.type().start(settings));
        try {
            check(started);
            Map<String, String> facts = EngineTexts.of(started);
            if (json.asked()) {
                session.json(Map.of("facts", facts));
            } else {
                Table table = new Table("", "");
                facts.forEach(table::row);
                session.print(
                        Style.GOOD.on("computes", session.output().colour())
                                + System.lineSeparator()
                                + session.fit(table));
            }
        } finally {
            started.close();
        }
        return 0;
    }

    private static Object typed(String value) {
        if (value.matches("-?\\d{1,18}")) {
            return Long.parseLong(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.parseBoolean(value) : value;
    }

    /**
     * Computes a gradient whose value is known: of the sum of W X it is the sum over each row of X.
     */
    private void check(Engine engine) {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray inputs = manager.full(new Shape(SIZE, SIZE), 0.5f);
            NDArray leaf = tape.watch(manager.full(new Shape(SIZE, SIZE), 0.25f));
            tape.backward(leaf.matMul(inputs).sum());
            engine.await();
            for (float value : tape.gradient(leaf).toFloatArray()) {
                if (value != SIZE / 2) {
                    throw new EngineException(
                            Problem.of(
                                            "SORA-5125",
                                            "the engine '%s' computes wrong numbers"
                                                    .formatted(name))
                                    .needs(Integer.toString(SIZE / 2))
                                    .have(Float.toString(value))
                                    .fix("install its libraries again; the device may be faulty"));
                }
            }
        }
    }
}
