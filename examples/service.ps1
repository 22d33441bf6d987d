# The self-hosted service: start it, make an instance in it, and work with that instance's token alone.
#
#   dotnet run --project src/ServiceNowElement.Shell -- --simulator examples/service.ps1
#
# $Simulator (Url, Credential) is the simulated ServiceNow instance. With an instance of your own, put its address and user in its place.

$ErrorActionPreference = 'Stop'
function New-Secret([string] $Text) { [Net.NetworkCredential]::new('', $Text).SecurePassword }

# 1. The service, as a process of its own with a data folder of its own. The first start makes an organization and a user;
#    here their secrets are given, so that the script knows them. Without these variables the service makes and shows its own.
$organization = [Guid]::NewGuid().ToString('N')
$user = [Convert]::ToBase64String([Guid]::NewGuid().ToByteArray() + [Guid]::NewGuid().ToByteArray())
$data = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'ce-service-' + [Guid]::NewGuid().ToString('N'))

$start = [Diagnostics.ProcessStartInfo]::new('dotnet')
$root = [IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($PSCommandPath))
'run', '--project', "$root/src/ServiceNowElement.Service", '--', '--urls', 'http://127.0.0.1:0', '--data', $data | ForEach-Object { $start.ArgumentList.Add($_) }
$start.RedirectStandardOutput = $true
$start.Environment['CE_BOOTSTRAP_ORGANIZATION_SECRET'] = $organization
$start.Environment['CE_BOOTSTRAP_USER_SECRET'] = $user
$service = [Diagnostics.Process]::Start($start)
try {
    do { $line = $service.StandardOutput.ReadLine() } until ($null -eq $line -or $line -match '^Listening on (\S+?)\. ')
    if ($null -eq $line) { throw 'The service did not start.' }
    $base = $Matches[1]
    "The service listens on $base"

    # 2. An instance. The service keeps its credentials, encrypted; nobody else needs them from now on.
    $platform = Connect-CEServiceNow -OrganizationSecret (New-Secret $organization) -UserSecret (New-Secret $user) -BaseUri $base -Name platform
    New-CEInstance demo -Subdomain $Simulator.Url -Credential $Simulator.Credential -Session platform | Out-Host
    $null = Connect-CEServiceNow -OrganizationSecret (New-Secret $organization) -UserSecret (New-Secret $user) -Instance demo -BaseUri $base -AsDefault

    # 3. The same cmdlets as on an instance of one's own.
    'Open incidents by priority:'
    Measure-CERecord incident -Filter { $_.active -eq $true } -GroupBy priority | Out-Host
    $incident = New-CERecord incident @{ short_description = 'Reported through the service'; urgency = 'High' }
    $incident | Add-CEComment 'Seen through the service.' -WorkNote
    $incident | Get-CEComment | Out-Host

    # 4. An object of one's own making: tickets with an id and a title.
    Set-CETransformation tickets -VendorName incident -Map @{ id = 'sys_id'; title = 'short_description' }
    Get-CERecord tickets -First 3 -Property id, title | Out-Host

    $incident | Remove-CERecord -Confirm:$false
    Remove-CEInstance demo -Session platform -Confirm:$false
    'Done: the instance is removed, its token is dead.'
}
finally {
    $service.Kill($true)
    $service.WaitForExit()
    if ([IO.Directory]::Exists($data)) { [IO.Directory]::Delete($data, $true) }
}
