namespace Virga.Wire;

/// <summary>A request that is idempotent by a token of the caller.</summary>
public interface IClientToken
{
    /// <summary>The token; null where the caller gave none.</summary>
    string? ClientToken { get; set; }
}
