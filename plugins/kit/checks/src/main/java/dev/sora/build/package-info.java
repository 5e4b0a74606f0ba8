// SPDX-License-Identifier: Apache-2.0
/** What bnd checks of a plugin while it is built, so that nobody learns it at run time. */
package dev.sora.build;
