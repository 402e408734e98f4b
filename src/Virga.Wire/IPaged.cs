namespace Virga.Wire;

/// <summary>A request that is answered page by page.</summary>
public interface IPaged
{
    /// <summary>Items a page, at most.</summary>
    int? MaxResults { get; set; }

    /// <summary>Where the page before ended.</summary>
    string? NextToken { get; set; }
}
