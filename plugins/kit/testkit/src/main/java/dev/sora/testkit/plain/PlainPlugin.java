// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * The plugin {@code testkit} of the kit: one small type of each kind that a training needs.
 *
 * <table>
 * <caption>Its types</caption>
 * <tr><th>kind</th><th>type</th><th>what it is</th></tr>
 * <tr><td>data source</td><td>{@code synthetic}</td><td>records of a vector {@code x}, a number
 * {@code y} computed from it, and a word {@code kind}</td></tr>
 * <tr><td>input</td><td>{@code plain-values}</td><td>a vector or a number, in any shape</td></tr>
 * <tr><td>particle</td><td>{@code plain-map}</td><td>an affine map</td></tr>
 * <tr><td>combiner</td><td>{@code plain-sum}</td><td>the sum</td></tr>
 * <tr><td>output</td><td>{@code plain-number}</td><td>a number, with the squared error as loss</td>
 * </tr>
 * <tr><td>metric</td><td>{@code plain-error}</td><td>the mean absolute error</td></tr>
 * <tr><td>optimiser</td><td>{@code plain-descent}</td><td>gradient descent with momentum</td></tr>
 * </table>
 */
public final class PlainPlugin implements SoraPlugin {

    /** Creates the plugin. */
    public PlainPlugin() {}

    @Override
    public String name() {
        return "testkit";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new SyntheticType(),
                new ValuesType(),
                new MapType(),
                new SumType(),
                new NumberType(),
                new ErrorType(),
                new DescentType());
    }
}
