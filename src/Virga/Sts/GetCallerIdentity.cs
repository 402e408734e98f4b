using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Says who asks.</summary>
internal sealed class GetCallerIdentity : IQuery<GetCallerIdentityRequest, GetCallerIdentityResponse>
{
    public static GetCallerIdentityResponse Run(GetCallerIdentityRequest input, WorldView at) =>
        new() { UserId = at.Caller.UserId, Account = at.Caller.Account, Arn = at.Caller.Arn };
}
