using Virga.Iam.AccessKeys;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.LastUse;

/// <summary>Says when and where a key was used last.</summary>
internal sealed class GetAccessKeyLastUsed : IQuery<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>
{
    /// <summary>What stands for a key that was never used. Source: IAM API Reference, AccessKeyLastUsed.</summary>
    private const string Never = "N/A";

    public static GetAccessKeyLastUsedResponse Run(GetAccessKeyLastUsedRequest input, WorldView at)
    {
        var key = at.Find<AccessKeyRow>(input.AccessKeyId)
            ?? throw IamErrors.NoSuchEntity($"The Access Key with id {input.AccessKeyId} cannot be found.");
        var last = at.Find<UseRow>(key.Id)?.Latest;
        return new()
        {
            UserName = key.UserName.Length > 0 ? key.UserName : null,
            AccessKeyLastUsed = new()
            {
                LastUsedDate = last?.Use.At,
                ServiceName = last?.Service ?? Never,
                Region = last?.Use.Region ?? Never,
            },
        };
    }
}
