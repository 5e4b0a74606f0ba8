// SPDX-License-Identifier: Apache-2.0
/**
 * A class of DJL's PyTorch binding that is replaced in this bundle, to fix the ownership of memory.
 *
 * <p>The bundle packs all other classes of the package from DJL's jar. {@code PtNDManager} must
 * have DJL's name and package, because DJL creates it by that name; its Javadoc describes the
 * fault.
 */
package ai.djl.pytorch.engine;
