// SPDX-License-Identifier: Apache-2.0
/**
 * Problems: error reports for users, and the exceptions that carry them.
 *
 * <p>A {@link dev.sora.problem.Problem} has a stable code, one sentence, the place, what was
 * expected, what was found and a remedy. A {@link dev.sora.problem.SoraException} carries problems;
 * plugins throw the subclass that fits:
 *
 * <pre>{@code
 * throw new DataException(
 *         Problem.of("ACME-4001", "the file has no column 'city'")
 *                 .where("homes.csv:1")
 *                 .needs("rooms, city")
 *                 .have("rooms, town")
 *                 .fix("rename the column, or set 'column: town'"));
 * }</pre>
 *
 * <ul>
 *   <li>{@link dev.sora.problem.DataException}: data that ends the run;
 *   <li>{@link dev.sora.problem.RecordException}: one record, which the run may skip;
 *   <li>{@link dev.sora.problem.EngineException}: an engine or a device that fails.
 * </ul>
 *
 * <p>Signals that do not fit are reported by {@link dev.sora.tensor.ShapeException}. A plain {@link
 * RuntimeException} of a plugin is reported as a fault of that plugin. This package does not print
 * or log.
 *
 * <p><b>Implemented by</b> the framework only; plugins create problems and throw the exceptions.
 * <b>Thread safety:</b> all types are immutable.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.3.0")
package dev.sora.problem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
