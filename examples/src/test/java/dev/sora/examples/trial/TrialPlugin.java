// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.metric.ClassOutcome;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers the types of the tests: points, vectors, and types that fail on request. */
public final class TrialPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "trial";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new PointsType(),
                new LettersType(),
                new NotesType(),
                new VectorType(),
                new BellType(),
                new PaceType(),
                new GuessType(),
                new ChoiceType(),
                new EverySecondType(),
                new ShareType(),
                new TwoTurnsType(),
                new RoundingType(),
                new OutsideType(),
                new TwicePreciseType(),
                new FaultyTypes.Particle(),
                new FaultyTypes.Join(),
                new FaultyTypes.Measure<>("faulty", ClassOutcome.class),
                new FaultyTypes.Measure<>("faulty-guess", Guesses.class),
                new FaultyTypes.Search(),
                new FaultyTypes.Curve(),
                new FaultyTypes.Order());
    }
}
