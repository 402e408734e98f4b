using Virga.Iam.MfaDevices;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives temporary credentials of the user or account that asks.</summary>
internal sealed class GetSessionToken : IMutation<GetSessionTokenRequest, GetSessionTokenResponse>
{
    public static GetSessionTokenResponse Run(GetSessionTokenRequest input, Change change)
    {
        if (TemporaryCredentials.Of(change, change.Caller) is not null)
            throw StsErrors.AccessDenied("Cannot call GetSessionToken with session credentials");
        var caller = change.Caller;
        var seconds = LongTermCaller.Seconds(caller, input.DurationSeconds);
        var plan = new SessionPlan(caller.Arn, caller.UserId, seconds) 
        {
            UserName = LongTermCaller.UserName(caller),
            HasMfa = MfaCodes.Check(change, input.SerialNumber, input.TokenCode),
        };
        return new() { Credentials = TemporaryCredentials.Show(TemporaryCredentials.Issue(change, caller.Account,
            plan)) };
    }
}
