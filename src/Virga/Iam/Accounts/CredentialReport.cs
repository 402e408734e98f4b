using System.Globalization;
using System.Text;
using Virga.Iam.AccessKeys;
using Virga.Iam.LastUse;
using Virga.Iam.MfaDevices;
using Virga.Iam.SigningCertificates;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Accounts;

/// <summary>
/// The report as CSV. Columns and words: IAM User Guide, "Generate credential reports for your AWS account".
/// </summary>
internal static class CredentialReport
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
        + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
        + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
        + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private const string None = "N/A";
    private const string RootUser = "<root_account>";

    public static string Write(WorldView at)
    {
        var text = new StringBuilder(Header);
        Line(text, [
            RootUser, IamArns.Root(at.Account), None, "not_supported", None, "not_supported", "not_supported", "false",
            .. Keys(at, ""), .. NoCertificates,
        ]);
        foreach (var user in at.Rows<UserRow>()) Line(text, Of(at, user));
        return text.ToString();
    }

    private static string[] NoCertificates => ["false", None, "false", None];

    private static string[] Of(WorldView at, UserRow user)
    {
        var policy = AccountRow.Of(at).PasswordPolicy;
        var changed = user.LoginProfile?.ChangedAt ?? user.LoginProfile?.CreateDate;
        var certificates = at.Rows<SigningCertificateRow>().By(SigningCertificateRow.ByUser, user.Id).ToList();
        return
        [
            user.Id, UserView.ArnOf(user, at.Account), Time(user.CreateDate),
            user.LoginProfile is null ? "false" : "true",

            // Nobody signs in to a console here.
            user.LoginProfile is null ? None : "no_information",
            changed is { } at1 ? Time(at1) : None,
            changed is { } at2 && policy?.MaxAgeDays is { } days and > 0 ? Time(at2.AddDays(days)) : None,
            at.Rows<MfaDeviceRow>().Any(MfaDeviceRow.ByUser, user.Id) ? "true" : "false",
            .. Keys(at, user.Id),
            .. Enumerable.Range(0, 2).SelectMany(i => i < certificates.Count
                ? (string[])[certificates[i].Status == "Active" ? "true" : "false", Time(certificates[i].UploadDate)]
                : ["false", None]),
        ];
    }

    private static IEnumerable<string> Keys(WorldView at, string user)
    {
        var keys = at.Rows<AccessKeyRow>().By(AccessKeyRow.ByUser, user).ToList();
        return Enumerable.Range(0, 2).SelectMany(i => i < keys.Count ? Key(at, keys[i]) : NoKey);
    }

    private static string[] NoKey => ["false", None, None, None, None];

    private static string[] Key(WorldView at, AccessKeyRow key)
    {
        var isActive = key.Status == AccessKeyRow.Active ? "true" : "false";
        return at.Find<UseRow>(key.Id)?.Latest is { } last
            ? [isActive, Time(key.CreateDate), Time(last.Use.At), last.Use.Region, last.Service]
            : [isActive, Time(key.CreateDate), None, None, None];
    }

    private static void Line(StringBuilder text, string[] fields) => text.Append('\n').AppendJoin(',', fields);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
