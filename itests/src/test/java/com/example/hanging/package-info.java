/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.hanging;

import org.jspecify.annotations.NullMarked;
