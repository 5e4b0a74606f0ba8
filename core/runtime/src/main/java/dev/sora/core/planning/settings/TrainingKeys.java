// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The keys of {@code training} in a manifest, besides its types. */
public final class TrainingKeys {

    public static final Setting<Long> EPOCHS =
            Setting.integer("epochs", "Passes over the training data.").atLeast(1).orElse(10L);
    public static final Setting<Long> BATCH_SIZE =
            Setting.integer("batch_size", "Records a step.").atLeast(1).orElse(64L);
    public static final Setting<Long> EVALUATION_BATCH_SIZE =
            Setting.integer("evaluation_batch_size", "Records a batch where nothing is trained.")
                    .atLeast(1)
                    .orElse(256L);
    public static final Setting<Boolean> SHUFFLE =
            Setting.bool("shuffle", "Whether the order of the data changes every epoch.")
                    .orElse(true);
    public static final Setting<Boolean> GROUP_BY_LENGTH =
            Setting.bool(
                            "group_by_length",
                            "Whether batches gather sequences of like length, for less padding;"
                                    + " only where an input knows lengths, and with shuffle.")
                    .orElse(true);
    public static final Setting<Double> CLIP_NORM =
            Setting.number(
                            "clip_norm",
                            "Maximum global norm of the gradient; longer ones are shortened.")
                    .above(0);
    public static final Setting<Double> DECAY =
            Setting.number(
                            "decay",
                            "The fraction of the average that is kept at each step; it grows to"
                                    + " this value in the first steps.")
                    .above(0)
                    .below(1)
                    .orElse(0.999);
    public static final Setting<Settings> AVERAGE =
            Setting.group(
                    "average",
                    "Keeps an exponential moving average of the weights (EMA) over the steps,"
                            + " which is what is evaluated and saved.",
                    List.of(DECAY));
    public static final Setting<Boolean> DROP_LAST =
            Setting.bool("drop_last", "Whether a last, smaller batch of an epoch is left out.")
                    .orElse(false);
    public static final Setting<Long> CHECKPOINTS =
            Setting.integer("checkpoints", "The same as checkpoint: {keep: …}.").atLeast(0);
    public static final Setting<String> EVERY =
            Setting.string(
                            "every",
                            "How often the state is saved: 500 steps, 5 min (s, min or h) or 1"
                                    + " epoch. It is saved at the end of the training as well, and"
                                    + " when it is interrupted.")
                    .orElse("1 epoch");
    public static final Setting<Long> KEEP =
            Setting.integer(
                            "keep",
                            "How many of the latest checkpoints are kept; 0 to save none. That of"
                                    + " the best epoch is kept beside them.")
                    .atLeast(0)
                    .orElse(2L);
    public static final Setting<Settings> CHECKPOINT =
            Setting.group(
                    "checkpoint",
                    "When the state of the training is saved, so that --resume continues from it.",
                    List.of(EVERY, KEEP));

    public static final Setting<String> MONITOR =
            Setting.string(
                    "monitor",
                    "The metric that is monitored, such as val_accuracy or, with several outputs,"
                            + " val_digit.accuracy; val_loss if there is validation data, else"
                            + " loss.");
    public static final Setting<Long> PATIENCE =
            Setting.integer("patience", "Epochs without an improvement before training stops.")
                    .atLeast(1)
                    .orElse(3L);
    public static final Setting<Double> MIN_DELTA =
            Setting.number("min_delta", "Smallest change that counts as an improvement.")
                    .atLeast(0)
                    .orElse(0.0);
    public static final Setting<Boolean> RESTORE_BEST =
            Setting.bool("restore_best", "Whether the weights of the best epoch are restored.")
                    .orElse(true);
    public static final List<Setting<?>> STOPPING_SETTINGS =
            List.of(MONITOR, PATIENCE, MIN_DELTA, RESTORE_BEST);
    public static final Setting<Settings> EARLY_STOPPING =
            Setting.group(
                    "early_stopping",
                    "Stops a training that no longer improves.",
                    STOPPING_SETTINGS);

    public static final Setting<String> ORDER_OUTPUT =
            Setting.string(
                    "output",
                    "The output whose classes the order reads; the only one that has classes if it"
                            + " is left out.");

    public static final List<Setting<?>> TRAINING =
            List.of(
                    EPOCHS,
                    BATCH_SIZE,
                    EVALUATION_BATCH_SIZE,
                    SHUFFLE,
                    GROUP_BY_LENGTH,
                    CLIP_NORM,
                    AVERAGE,
                    EARLY_STOPPING,
                    DROP_LAST,
                    CHECKPOINT,
                    CHECKPOINTS);

    private TrainingKeys() {}
}
