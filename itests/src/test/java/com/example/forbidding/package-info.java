/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.forbidding;

import org.jspecify.annotations.NullMarked;
