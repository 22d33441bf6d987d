Describe 'Get-CEInstance' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        $null = New-CEInstance dev -Tag a
        $null = New-CEInstance prod
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CEInstance' | Should -Be @('MaxWait', 'Name', 'Session', 'Tag') }
    It 'finds by wildcard' { (Get-CEInstance d*).Name | Should -Be 'dev' }
    It 'finds by tag' { (Get-CEInstance -Tag a).Name | Should -Be 'dev' }
    It 'names a missing one' { { Get-CEInstance nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotFound,*' }
}
