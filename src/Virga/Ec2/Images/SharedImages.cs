using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>Images of other accounts that the caller may launch.</summary>
internal static class SharedImages
{
    /// <summary>Those of the caller's region, public or shared with the caller's account.</summary>
    public static IEnumerable<(ImageRow Row, string OwnerId)> Of(WorldView at) =>
        from scope in at.Scopes
        where scope.Region == at.Region && scope.Account != at.Account
        from row in at.Rows<ImageRow>(scope)
        where row.IsPublic || row.LaunchUserIds.Contains(at.Account)
        select (row, scope.Account);
}
