// SPDX-License-Identifier: Apache-2.0
package dev.sora.series;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.series.input.KnownSeriesType;
import dev.sora.series.input.SeriesType;
import dev.sora.series.input.TargetSeriesType;
import dev.sora.series.metric.ForecastMetrics;
import dev.sora.series.output.ForecastType;
import dev.sora.series.output.GeneratedForecastType;
import dev.sora.series.particle.AlongsideType;
import dev.sora.series.window.WindowsType;
import java.util.ArrayList;
import java.util.List;

/** Offers windows of series, inputs that read them, forecasts and their metrics. */
public final class SeriesPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "series";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new WindowsType());
        types.add(new SeriesType());
        types.add(new KnownSeriesType());
        types.add(new TargetSeriesType());
        types.add(new AlongsideType());
        types.add(new ForecastType());
        types.add(new GeneratedForecastType());
        types.addAll(ForecastMetrics.types());
        return List.copyOf(types);
    }
}
