/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.weather;

import org.jspecify.annotations.NullMarked;
