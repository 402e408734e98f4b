namespace Virga.Wire;

/// <summary>One page of an answer.</summary>
public interface IPagedResult
{
    /// <summary>Where to go on; null on the last page.</summary>
    string? NextToken { get; set; }
}
