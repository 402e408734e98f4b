namespace Virga.Wire;

/// <summary>How a service words a constraint that failed.</summary>
internal enum ConstraintStyle
{
    /// <summary>EC2: no common wording; only missing parameters and enumerations are checked here.</summary>
    None,

    /// <summary>
    /// <c>1 validation error detected: Value 'x' at 'name' failed to satisfy constraint: …</c> (STS, SSM).
    /// </summary>
    Quoted,

    /// <summary>The same without the value (IAM, recorded 2025).</summary>
    Unquoted,

    /// <summary>
    /// <c>Invalid parameter at 'name' failed to satisfy constraint: 'must …'</c>, the first one only (ECR).
    /// </summary>
    First,
}
