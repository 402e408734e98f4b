namespace Virga.Wire;

/// <summary>A request that may ask whether it would be allowed.</summary>
public interface IDryRun
{
    /// <summary>True: check, change nothing, answer <c>DryRunOperation</c>.</summary>
    bool? DryRun { get; set; }
}
