/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.throwing;

import org.jspecify.annotations.NullMarked;
