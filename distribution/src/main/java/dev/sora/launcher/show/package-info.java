// SPDX-License-Identifier: Apache-2.0
/** What people and scripts see: terminal, tables, progress, JSON. */
package dev.sora.launcher.show;
