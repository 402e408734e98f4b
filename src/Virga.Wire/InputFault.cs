namespace Virga.Wire;

/// <summary>Why a request could not be read.</summary>
public enum InputFault
{
    /// <summary>A required parameter is absent.</summary>
    MissingParameter,

    /// <summary>A parameter that the operation does not have.</summary>
    UnknownParameter,

    /// <summary>Not a number, or outside of its type.</summary>
    InvalidNumber,

    /// <summary>Neither true nor false.</summary>
    InvalidBoolean,

    /// <summary>Not an ISO 8601 time (query) or epoch seconds (JSON).</summary>
    InvalidTimestamp,

    /// <summary>Not base64.</summary>
    InvalidBlob,

    /// <summary>Not one of the values the model lists.</summary>
    InvalidEnum,

    /// <summary>More levels than <see cref="QueryLimits.Depth"/>.</summary>
    TooDeep,

    /// <summary>More parameters than <see cref="QueryLimits.Parameters"/>.</summary>
    TooMany,

    /// <summary>
    /// A name longer than <see cref="QueryLimits.NameBytes"/>, or a body longer than <see
    /// cref="QueryLimits.BodyBytes"/>.
    /// </summary>
    TooLong,

    /// <summary>
    /// Not a form or not JSON: bad escape, bad UTF-8, index 0, a name twice, both a value and parts below it.
    /// </summary>
    Malformed,

    /// <summary>
    /// One or more constraints of the model failed; <see cref="InputException.Text"/> is AWS's whole text.
    /// </summary>
    Constraint,
}
